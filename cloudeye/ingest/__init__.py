"""From a department's file to the district's tables: read → stage → check → compare → load."""

from cloudeye.ingest.datasets import DATASETS, Dataset
from cloudeye.ingest.load import import_file
from cloudeye.ingest.report import ImportReport, Problem

__all__ = ["DATASETS", "Dataset", "ImportReport", "Problem", "import_file"]
