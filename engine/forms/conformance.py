"""Proof for the type checker that each part of each form keeps its protocol.

Nothing imports this module when the engine runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import engine.forms.be_alone.dependencies
    import engine.forms.be_alone.facts
    import engine.forms.be_alone.live
    import engine.forms.be_alone.sweep
    import engine.forms.be_covered_by.dependencies
    import engine.forms.be_covered_by.facts
    import engine.forms.be_covered_by.live
    import engine.forms.be_covered_by.sweep
    import engine.forms.be_followed_by.dependencies
    import engine.forms.be_followed_by.facts
    import engine.forms.be_followed_by.live
    import engine.forms.be_followed_by.sweep
    import engine.forms.be_preceded_by.dependencies
    import engine.forms.be_preceded_by.facts
    import engine.forms.be_preceded_by.live
    import engine.forms.be_preceded_by.sweep
    import engine.forms.be_reported.dependencies
    import engine.forms.be_reported.facts
    import engine.forms.be_reported.live
    import engine.forms.be_reported.sweep
    import engine.forms.hold.dependencies
    import engine.forms.hold.facts
    import engine.forms.hold.live
    import engine.forms.hold.sweep
    import engine.forms.reach.dependencies
    import engine.forms.reach.facts
    import engine.forms.reach.live
    import engine.forms.reach.sweep
    from engine.evaluation.forms import (
        DependenciesPart,
        FactsPart,
        GroupSweep,
        LivePart,
        MatchingSweep,
        RecordSweep,
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
