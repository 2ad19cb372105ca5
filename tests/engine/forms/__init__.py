"""Every form, judged by both evaluators on one matrix of cases."""
