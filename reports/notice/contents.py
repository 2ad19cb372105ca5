"""Lays out the draft of an order to correct; without a binding breach there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.errors import Language, ReportError, Text
from engine.rulebook import Sanction
from engine.rulebook.identifiers import is_uscc
from engine.wording.citations import citation
from engine.wording.consequences import FOR_THE_OFFICER, sanction_place
from engine.wording.terms import basis_words
from reports.ending import Seal
from reports.findings import asked_under
from reports.frame import BY_NUMBER, Frame, frame_of
from reports.notice.facts import Breached, breached_rules, fact_of
from reports.notice.values import Basis, Contents, Correction, Provision
from reports.outline import Entry
from reports.run import Party, Request, RunFolder
from reports.words import Words

TITLE = Text("责令改正通知书", "Order to correct")
RECEIPT = Text("送达回证", "Proof of service")
DRAFTING = Text("起草说明（不送达）", "Drafting notes (not served)")
STATE = Text("评估日 {as_of}　报告编号 {number}", BY_NUMBER.en)
# Stands across every page until the authority has approved the order.
DRAFT = "草稿 / DRAFT"
# What a sanction's measures are called where an order to correct is one of them.
_ORDER = "责令改正"
_BLANKS = (
    Text("作出机关的全称、案号、印章和日期", "the authority, its case number, seal and date"),
    Text("当事人的法定代表人（负责人）和住所：记录中没有",
         "the party's representative and address: the records have neither"),
    Text("现场核实的情况和其他证据", "what was verified on site, and other evidence"),
    Text("未知的条号：核对条文后填写",
         "article numbers that are not known here, from the text of the articles"),
    Text("规则未载明的责令改正的依据和职权",
         "the basis of the order and of the authority, where the rules name none"),
    Text("改正的期限", "the day by which to correct"),
    Text("行政复议、行政诉讼的机关、期限及其依据：规则所载法规文件中没有这些条文",
         "where and by when to apply for review or to sue, with the articles: the "
         "instruments in the rules have none on this"),
)  # fmt: skip


def lay_out(
    folder: RunFolder, request: Request, language: Language, earlier: RunFolder | None
) -> Contents:
    """Return the contents of the draft order for the party of the folder.

    ReportError where the party is in breach of no binding rule: there is nothing to order.
    """
    party = folder.entity
    if party is None:
        raise ReportError("reports.party-not-named", kind=request.kind)
    words = Words(language)
    breached = breached_rules(folder, words)
    if not breached:
        raise ReportError("reports.nothing-to-order", party=party.called)
    frame = frame_of(folder, request, words, TITLE, state=STATE, draft=DRAFT)
    return _Layout(folder, words, party, breached).contents(frame)


class _Layout:
    """Lays out one draft in one language."""

    def __init__(
        self,
        folder: RunFolder,
        words: Words,
        party: Party,
        breached: Sequence[Breached],
    ) -> None:
        self.folder = folder
        self.words = words
        self.party = party
        self.breached = breached

    def contents(self, frame: Frame) -> Contents:
        words = self.words
        facts = [fact_of(self.folder, each, words) for each in self.breached]
        bases = self._bases()
        return Contents(
            **vars(frame),
            draft=DRAFT,
            number=frame.front.number,
            contents=self._outline(frame.seal),
            party=words(self.party.name),
            code_label=self._code_label(),
            code=self.party.id,
            total=sum(each.row["cases"] for each in self.breached),
            facts=facts,
            provisions=self._provisions(),
            bases=[basis for basis, _ in bases],
            without_basis=self._without_basis([numbers for _, numbers in bases]),
            corrections=self._corrections(),
            asked_heading=words(FOR_THE_OFFICER),
            asked=asked_under([fact.rule for fact in facts]),
            blanks=[words(blank) for blank in _BLANKS],
        )  # fmt: skip

    def _outline(self, seal: Seal) -> list[Entry]:
        parts = (("order", TITLE), ("receipt", RECEIPT), ("drafting", DRAFTING))
        headings = [(name, self.words(heading)) for name, heading in parts]
        return [
            Entry(heading, f"{self.words.language}-{name}")
            for name, heading in [*headings, ("seal", seal.heading)]
        ]

    def _code_label(self) -> str:
        if is_uscc(self.party.id):
            return self.words.say("统一社会信用代码", "Unified social credit code")
        return self.words.say("主体编号", "Id of the party")

    def _numbers(self, numbers: Iterable[str]) -> str:
        return self.words.say("", " ").join(numbers)

    def _provisions(self) -> list[Provision]:
        """Cite what was breached, each place once with the facts that breach it."""
        found: dict[tuple[str, str], list[str]] = {}
        for each in self.breached:
            instrument = self.folder.rulebook.instrument_of(each.rule)
            source = each.rule.source
            cited = self.words(citation(source.article, instrument))
            basis = self.words(basis_words(source.confidence))
            found.setdefault((cited, basis), []).append(each.number)
        return [
            Provision(cited, self._numbers(numbers), basis)
            for (cited, basis), numbers in found.items()
        ]

    def _bases(self) -> list[tuple[Basis, list[str]]]:
        """Return what provides for an order on the days of the acts, with its facts."""
        found: dict[str, tuple[Sanction, list[str]]] = {}
        for each in self.breached:
            for sanction in _orders(each):
                found.setdefault(sanction.id, (sanction, []))[1].append(each.number)
        return [(self._basis(*one), one[1]) for one in found.values()]

    def _basis(self, sanction: Sanction, numbers: list[str]) -> Basis:
        return Basis(
            facts=self._numbers(numbers),
            conduct=self.words(sanction.conduct),
            cited=self.words(sanction_place(self.folder.rulebook, sanction)),
            authority=self.words(sanction.authority) if sanction.authority else "",
            basis=self.words(basis_words(sanction.confidence)),
        )

    def _without_basis(self, known: Sequence[Sequence[str]]) -> str:
        provided = {number for numbers in known for number in numbers}
        return self._numbers(
            each.number for each in self.breached if each.number not in provided
        )

    def _corrections(self) -> list[Correction]:
        """Return what to put right, each remedy once with its facts."""
        found: dict[str, list[str]] = {}
        for each in self.breached:
            found.setdefault(self.words(each.rule.remedy), []).append(each.number)
        return [Correction(self._numbers(n), text) for text, n in found.items()]


def _orders(breached: Breached) -> list[Sanction]:
    """Return the sanctions that provide for an order on the day of one of the acts."""
    days = breached.acts
    return [
        sanction
        for sanction in breached.rule.sanctions
        if any(_ORDER in measure.zh for measure in sanction.measures)
        and (not days or any(sanction.applies_on(day) for day in days))
    ]
