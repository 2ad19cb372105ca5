"""Proof for the type checker that each part of each form keeps its protocol.

Nothing imports this module when the engine runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import engine.forms.be_alone.demand
    import engine.forms.be_alone.dependencies
    import engine.forms.be_alone.examples
    import engine.forms.be_alone.facts
    import engine.forms.be_alone.live
    import engine.forms.be_alone.mutations
    import engine.forms.be_alone.sweep
    import engine.forms.be_alone.wording
    import engine.forms.be_covered_by.demand
    import engine.forms.be_covered_by.dependencies
    import engine.forms.be_covered_by.examples
    import engine.forms.be_covered_by.facts
    import engine.forms.be_covered_by.live
    import engine.forms.be_covered_by.mutations
    import engine.forms.be_covered_by.sweep
    import engine.forms.be_covered_by.wording
    import engine.forms.be_followed_by.demand
    import engine.forms.be_followed_by.dependencies
    import engine.forms.be_followed_by.examples
    import engine.forms.be_followed_by.facts
    import engine.forms.be_followed_by.live
    import engine.forms.be_followed_by.mutations
    import engine.forms.be_followed_by.sweep
    import engine.forms.be_followed_by.wording
    import engine.forms.be_preceded_by.demand
    import engine.forms.be_preceded_by.dependencies
    import engine.forms.be_preceded_by.examples
    import engine.forms.be_preceded_by.facts
    import engine.forms.be_preceded_by.live
    import engine.forms.be_preceded_by.mutations
    import engine.forms.be_preceded_by.sweep
    import engine.forms.be_preceded_by.wording
    import engine.forms.be_reported.demand
    import engine.forms.be_reported.dependencies
    import engine.forms.be_reported.examples
    import engine.forms.be_reported.facts
    import engine.forms.be_reported.live
    import engine.forms.be_reported.mutations
    import engine.forms.be_reported.sweep
    import engine.forms.be_reported.wording
    import engine.forms.hold.demand
    import engine.forms.hold.dependencies
    import engine.forms.hold.examples
    import engine.forms.hold.facts
    import engine.forms.hold.live
    import engine.forms.hold.mutations
    import engine.forms.hold.sweep
    import engine.forms.hold.wording
    import engine.forms.reach.demand
    import engine.forms.reach.dependencies
    import engine.forms.reach.examples
    import engine.forms.reach.facts
    import engine.forms.reach.live
    import engine.forms.reach.mutations
    import engine.forms.reach.sweep
    import engine.forms.reach.wording
    from engine.authoring.mutation.forms import MutationsPart
    from engine.evaluation.forms import (
        DependenciesPart,
        FactsPart,
        GroupSweep,
        LivePart,
        MatchingSweep,
        RecordSweep,
    )
    from engine.forms import (
        BeAlone,
        BeCoveredBy,
        BeFollowedBy,
        BePrecededBy,
        BeReported,
        Hold,
        Reach,
    )
    from engine.rulebook import Form
    from engine.rulebook.forms import DemandPart, ExamplesPart
    from engine.wording.forms import WordingPart

    OwnForm = TypeVar("OwnForm", bound=Form)

    def authored(
        form: type[OwnForm],
        demand: DemandPart,
        examples: ExamplesPart[OwnForm],
        mutations: MutationsPart[OwnForm],
        wording: WordingPart[OwnForm],
    ) -> None: ...

    authored(
        BeAlone,
        engine.forms.be_alone.demand,
        engine.forms.be_alone.examples,
        engine.forms.be_alone.mutations,
        engine.forms.be_alone.wording,
    )
    authored(
        BeCoveredBy,
        engine.forms.be_covered_by.demand,
        engine.forms.be_covered_by.examples,
        engine.forms.be_covered_by.mutations,
        engine.forms.be_covered_by.wording,
    )
    authored(
        BeFollowedBy,
        engine.forms.be_followed_by.demand,
        engine.forms.be_followed_by.examples,
        engine.forms.be_followed_by.mutations,
        engine.forms.be_followed_by.wording,
    )
    authored(
        BePrecededBy,
        engine.forms.be_preceded_by.demand,
        engine.forms.be_preceded_by.examples,
        engine.forms.be_preceded_by.mutations,
        engine.forms.be_preceded_by.wording,
    )
    authored(
        BeReported,
        engine.forms.be_reported.demand,
        engine.forms.be_reported.examples,
        engine.forms.be_reported.mutations,
        engine.forms.be_reported.wording,
    )
    authored(
        Hold,
        engine.forms.hold.demand,
        engine.forms.hold.examples,
        engine.forms.hold.mutations,
        engine.forms.hold.wording,
    )
    authored(
        Reach,
        engine.forms.reach.demand,
        engine.forms.reach.examples,
        engine.forms.reach.mutations,
        engine.forms.reach.wording,
    )

    def dependencies(part: DependenciesPart) -> None: ...
    def facts(part: FactsPart) -> None: ...
    def live(part: LivePart) -> None: ...
    def record_sweep(part: RecordSweep) -> None: ...
    def matching_sweep(part: MatchingSweep) -> None: ...
    def group_sweep(part: GroupSweep) -> None: ...

    dependencies(engine.forms.be_alone.dependencies)
    facts(engine.forms.be_alone.facts)
    live(engine.forms.be_alone.live)
    matching_sweep(engine.forms.be_alone.sweep)

    dependencies(engine.forms.be_covered_by.dependencies)
    facts(engine.forms.be_covered_by.facts)
    live(engine.forms.be_covered_by.live)
    group_sweep(engine.forms.be_covered_by.sweep)

    dependencies(engine.forms.be_followed_by.dependencies)
    facts(engine.forms.be_followed_by.facts)
    live(engine.forms.be_followed_by.live)
    matching_sweep(engine.forms.be_followed_by.sweep)

    dependencies(engine.forms.be_preceded_by.dependencies)
    facts(engine.forms.be_preceded_by.facts)
    live(engine.forms.be_preceded_by.live)
    matching_sweep(engine.forms.be_preceded_by.sweep)

    dependencies(engine.forms.be_reported.dependencies)
    facts(engine.forms.be_reported.facts)
    live(engine.forms.be_reported.live)
    record_sweep(engine.forms.be_reported.sweep)

    dependencies(engine.forms.hold.dependencies)
    facts(engine.forms.hold.facts)
    live(engine.forms.hold.live)
    record_sweep(engine.forms.hold.sweep)

    dependencies(engine.forms.reach.dependencies)
    facts(engine.forms.reach.facts)
    live(engine.forms.reach.live)
    group_sweep(engine.forms.reach.sweep)
