"""What is judged on the built page, as its readers get it: the basics, and the budgets."""
