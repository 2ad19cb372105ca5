"""Tests of runs that follow an earlier one."""
