"""The fixed words and sentences in bokmål, nynorsk and English."""
