"""The draft of an order to correct (责令改正通知书), for one party in binding breach."""
