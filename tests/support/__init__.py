"""What tests share: small worlds of rules, random ones, readers of pages, oracles."""
