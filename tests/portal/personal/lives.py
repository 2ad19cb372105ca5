"""A dataset with people in it, its check and its view of custody."""

from __future__ import annotations

import shutil
from pathlib import Path

from engine.custody import view_custody
from engine.runs import CheckRequest, check
from portal.database.models import Membership, Run
from portal.storage.custody_folder import view_path
from tests.portal.conftest import Portal

CAR_MAKER, REPAIRER = "91340102900000030K", "914301029000000493"
BATTERY = "F01PB0800006UXB5C0000001"
VINS = ("LE102X5L7M0000001", "LE105UB72M0000002", "LE104U0P3M0000003")
OWNER, PRIVATE = "420106198703052417", "OWNER-0017"
NAMES = ("欧阳小满", "Ouyang Xiaoman", "诸葛青禾", "Zhuge Qinghe")
TELEPHONE, PLATE, CONTACT = "13871234567", "鄂A8K3D2", "经办司马兰亭"

PERSONAL = (*VINS, OWNER, PRIVATE, *NAMES, TELEPHONE, PLATE, CONTACT)
"""Each value of the dataset that is about a person."""

RECORDS = f"""\
record_id,event,occurred_on,battery_code,actor_id,counterparty_id,vin,retired,document
r1,battery.installed,2021-06-01,{BATTERY},{CAR_MAKER},,{VINS[0]},,{PLATE}
r2,battery.installed,2026-05-06,{BATTERY},{REPAIRER},,{VINS[1]},,{CONTACT} {TELEPHONE}
r3,battery.taken_back,2026-05-07,{BATTERY},{CAR_MAKER},{OWNER},{VINS[0]},true,D-1
r4,battery.sold,2026-06-01,{BATTERY},{CAR_MAKER},{PRIVATE},{VINS[1]},,D-2
r5,battery.received,2026-06-02,{BATTERY},{PRIVATE},{CAR_MAKER},{VINS[1]},,D-3
r6,battery.removed,{VINS[2]},{BATTERY},{REPAIRER},,{VINS[2]},,D-4
"""
ENTITIES = f"""\
entity_id,name,name_en,roles,region
{CAR_MAKER},虚构新能源汽车有限公司,Invented NEV Works,nev_maker,340102
{REPAIRER},虚构汽车维修有限公司,Invented Auto Repair,repairer,430102
{OWNER},{NAMES[0]},{NAMES[1]},owner,420106
{PRIVATE},{NAMES[2]},{NAMES[3]},owner;utilization_enterprise,420106
"""
MANIFEST = """\
title: 归还
source: 虚构示例
complete: {from: 2018-08-01, until: 2026-09-30}
vocabulary: order-73
"""


def write_dataset(folder: Path) -> Path:
    """Write the dataset as files."""
    folder.mkdir(parents=True)
    files = {"records.csv": RECORDS, "entities.csv": ENTITIES, "dataset.yaml": MANIFEST}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def check_and_view(dataset: Path, run: Path) -> None:
    """Check the dataset without reports, and view its custody beside the run."""
    check(CheckRequest(dataset, run, rules=None, heads="zh"))
    view_custody(dataset, run.with_name(f"{run.name}-custody"), rules=None)


def finished(portal: Portal, checked: Path, owner: Membership) -> Run:
    """Put the check into a portal as that of a member, with a report that was issued."""
    run = portal.finished_run(owner, checked)
    folder = portal.settings.data / str(run.folder)
    shutil.rmtree(view_path(folder))
    shutil.copytree(view_path(checked), view_path(folder))
    portal.issued_report(run, owner)
    return run
