"""Changes to a life after which its verdicts are known without judging it anew."""
