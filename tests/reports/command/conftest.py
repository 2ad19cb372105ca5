"""The report and the people of the tests of sealing."""

from tests.reports.sealing.conftest import key_of, people, report, report_bytes

__all__ = ["key_of", "people", "report", "report_bytes"]
