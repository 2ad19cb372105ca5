"""Reads event documents, logs of OCEL 2.0 and documents of EPCIS, as tables of texts.

`detecting` tells what a JSON, XML or SQLite file is and which tables it has; `opening`
makes a table of one of them.
"""
