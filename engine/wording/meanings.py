"""What the tables of a dataset and their columns hold, for those who fill them in."""

from __future__ import annotations

from collections.abc import Mapping

from engine.errors import Text

# What one row of each table stands for.
ROWS: Mapping[str, Text] = {
    "records": Text("一件事，发生在某日", "one thing that happened on a day"),
    "entities": Text("一家企业", "one enterprise"),
    "credentials": Text(
        "一家企业的一项资质；有几项写几行",
        "one credential of an enterprise; a row for each",
    ),
    "batteries": Text("一块电池", "one battery"),
    "vehicles": Text("一辆车", "one vehicle"),
    "outlets": Text("一个回收服务网点", "one take-back outlet"),
}
_MAKER = Text("生产者的统一社会信用代码。", "Unified social credit code of the maker.")
_REGION = Text("所在地的行政区划。", "Where it is.")
_RECORDS = {
    "record_id": Text(
        "本记录的编号，在整个数据集内不重复。",
        "The number of this record, unlike any other in the dataset.",
    ),
    "event": Text("发生了什么。", "What happened."),
    "occurred_on": Text("发生的那一天。", "The day it happened."),
    "battery_code": Text(
        "电池的编码（GB/T 34014，24 位）。只涉及车辆或企业的事件不填。",
        "Code of the battery (GB/T 34014, 24 characters). None where the event is of a "
        "vehicle or an enterprise alone.",
    ),
    "actor_id": Text(
        "谁做的：其统一社会信用代码。义务一般由它承担。",
        "Who did it, by unified social credit code. As a rule it owes the duty.",
    ),
    "counterparty_id": Text(
        "移交、销售或供应的另一方：其统一社会信用代码，或网点编号。",
        "The other side of a hand-over, sale or supply, by unified social credit code, "
        "or the id of an outlet.",
    ),
    "vin": Text("车辆识别代号（17 位）。", "The vehicle, by its VIN (17 characters)."),
    "reported_on": Text(
        "信息报送到国家溯源管理平台的那一天。",
        "The day it reached the national traceability platform.",
    ),
    "region": Text("发生地的行政区划。", "Where it happened."),
    "corrects": Text(
        "本行更正哪条记录：那条记录的编号。更正另写一行，不改原行。",
        "The number of the record that this row replaces. A correction is a new row, "
        "never an edit.",
    ),
    "recorded_on": Text("写下本行的那一天。", "The day this row was written."),
}
_ENTITIES = {
    "entity_id": Text(
        "企业的统一社会信用代码（18 位）。",
        "Unified social credit code of the enterprise (18 characters).",
    ),
    "name": Text("企业的名称。", "Its name."),
    "name_en": Text("企业的英文名称。", "Its name in English."),
    "roles": Text("企业的角色，可以有几个。", "Its roles, one or several."),
    "region": _REGION,
    "established_on": Text("成立的那一天。", "The day it was established."),
    "closed_on": Text("终止的那一天。", "The day it closed."),
}
_CREDENTIALS = {
    "entity_id": Text(
        "持有者的统一社会信用代码。", "Unified social credit code of the holder."
    ),
    "kind": Text("哪种资质。", "Which credential."),
    "number": Text("证书或文件的编号。", "Number of the document."),
    "valid_from": Text(
        "生效的那一天，当天即有效。", "The first day on which it is valid."
    ),
    "valid_until": Text(
        "失效前的最后一天，当天仍有效。", "The last day on which it is valid."
    ),
}
_BATTERIES = {
    "battery_code": Text(
        "电池的编码（GB/T 34014，24 位）。",
        "Code of the battery (GB/T 34014, 24 characters).",
    ),
    "level": Text("电池包、模块或单体。", "Pack, module or cell."),
    "chemistry": Text(
        "化学体系，如磷酸铁锂。", "Its chemistry, such as lithium iron phosphate."
    ),
    "rated_kwh": Text("额定能量，以千瓦时计。", "Its rated energy in kWh."),
    "mass_kg": Text("质量，以千克计。", "Its mass in kg."),
    "maker_id": _MAKER,
    "parent_code": Text(
        "它装在哪个电池包或模块里：其编码。",
        "Code of the pack or module it is built into.",
    ),
    "produced_on": Text("生产的那一天。", "The day it was made."),
}
_VEHICLES = {
    "vin": Text("车辆识别代号（17 位）。", "The VIN (17 characters)."),
    "maker_id": _MAKER,
    "swap_model": Text("是否换电车型。", "Whether it is a swap model."),
}
_OUTLETS = {
    "outlet_id": Text(
        "网点的编号；自成法人的，写统一社会信用代码。",
        "Its id; its unified social credit code where it is a legal person.",
    ),
    "operator_id": Text(
        "为谁设立：其统一社会信用代码。",
        "For whose take-back it was set up, by unified social credit code.",
    ),
    "run_by": Text(
        "由谁经营：其统一社会信用代码。", "Who runs it, by unified social credit code."
    ),
    "region": _REGION,
    "opened_on": Text(
        "启用的那一天，当天即启用。", "The first day on which it is open."
    ),
    "closed_on": Text(
        "停用前的最后一天，当天仍在使用。", "The last day on which it is open."
    ),
}
# What each column holds, by table; fields are worded by their vocabulary.
COLUMNS: Mapping[str, Mapping[str, Text]] = {
    "records": _RECORDS,
    "entities": _ENTITIES,
    "credentials": _CREDENTIALS,
    "batteries": _BATTERIES,
    "vehicles": _VEHICLES,
    "outlets": _OUTLETS,
}
# What an empty cell means where it is not that nobody knows, by table and column.
EMPTY: Mapping[tuple[str, str], Text] = {
    ("records", "reported_on"): Text("没有报送", "not reported"),
    ("records", "corrects"): Text("不是更正", "no correction"),
    ("credentials", "valid_until"): Text("长期有效", "no end"),
    ("outlets", "closed_on"): Text("仍在使用", "still open"),
}
NOT_KNOWN = Text("不知道", "not known")
