"""The network and the case table as plain Python lists: SimPy code runs on ints, not NumPy scalars."""

from __future__ import annotations

from sim.engine import plan
from sim.network.codes import StaffMode
from sim.network.contract import CaseTable, Network


class View:
    """Read-only inputs of a run. Names follow the contract, prefixed by the entity they belong to."""

    def __init__(self, network: Network, table: CaseTable) -> None:
        self.network = network
        clock, facilities, groups = network.clock, network.facilities, network.groups
        services, rotation, coaching = network.services, network.rotation, network.coaching
        self.rules = network.rules
        self.end = clock.end
        self.horizon = clock.horizon
        self.warm_up = clock.warm_up
        self.work_start: list[int] = clock.work_start.tolist()
        self.work_end: list[int] = clock.work_end.tolist()
        self.work_before: list[int] = clock.work_before.tolist()

        self.n_facilities = len(facilities.tier)
        self.n_skills = network.n_skills
        self.tier: list[int] = facilities.tier.tolist()
        self.county: list[int] = facilities.county.tolist()
        self.parents: list[list[int]] = facilities.parent.T.tolist()  # [family][facility]
        self.chiefs: list[int] = facilities.chiefs.tolist()
        self.board: list[int] = facilities.board.tolist()
        self.queue_capacity: list[int] = facilities.queue_capacity.tolist()
        self.slot_capacity: list[int] = facilities.slot_capacity.tolist()
        self.push: list[bool] = facilities.push.tolist()
        self.mutual_recognition: list[bool] = facilities.mutual_recognition.tolist()
        self.joint_review: list[bool] = facilities.joint_review.tolist()
        self.out_of_area: list[bool] = facilities.out_of_area.tolist()
        self.open_ptr: list[int] = facilities.open_ptr.tolist()
        self.open_start: list[int] = facilities.open_start.tolist()
        self.open_end: list[int] = facilities.open_end.tolist()
        self.slot_ptr: list[int] = facilities.slot_ptr.tolist()
        self.slot_start: list[int] = facilities.slot_start.tolist()

        self.group_base: list[int] = groups.base.tolist()
        self.group_skills: list[int] = groups.skills.tolist()
        self.group_share: list[float] = groups.share.tolist()
        self.group_on_call: list[bool] = (groups.mode == StaffMode.ON_CALL).tolist()
        self.group_rotating: list[bool] = (groups.mode == StaffMode.ROTATING).tolist()
        self.member_group: list[int] = network.members.group.tolist()
        self.chief_skill = plan.chief_skills(network)
        self.paired = plan.paired_stations(network)

        self.family: list[int] = services.family.tolist()
        self.kind: list[int] = services.kind.tolist()
        self.skill: list[int] = services.skill.tolist()
        self.priority: list[int] = services.priority.tolist()
        self.solve: list[list[float]] = services.solve.tolist()
        self.promise: list[int] = services.promise.tolist()
        self.review_tier: list[int] = services.review_tier.tolist()
        self.bundle: list[bool] = services.bundle.tolist()
        self.class_out_of_area: list[bool] = services.out_of_area.tolist()
        self.review_ptr: list[int] = services.review_ptr.tolist()
        self.review_facility: list[int] = services.review_facility.tolist()
        self.review_skill: list[int] = services.review_skill.tolist()
        self.review_recognisable: list[bool] = services.review_recognisable.tolist()

        self.resident: list[bool] = rotation.resident.tolist()
        self.visit_ptr: list[int] = rotation.visit_ptr.tolist()
        self.visit_start: list[int] = rotation.visit_start.tolist()
        self.visit_end: list[int] = rotation.visit_end.tolist()
        self.call_ptr: list[int] = rotation.call_ptr.tolist()
        self.call_group: list[int] = rotation.call_group.tolist()
        self.call_travel: list[list[int]] = rotation.travel.tolist()
        self.call_back: list[list[int]] = rotation.back.tolist()

        self.coaching_end: list[int] = coaching.end.tolist()
        self.coaching_group: list[int] = coaching.group.tolist()
        self.coaching_facility: list[int] = coaching.facility.tolist()
        self.coaching_service: list[int] = coaching.service.tolist()
        self.coaching_levels: list[int] = coaching.levels.tolist()
        self.curve: list[float] = coaching.curve.tolist()
        self.ceiling = coaching.ceiling
        self.start_level = coaching.start_level
        self.month_end: list[int] = coaching.month_end.tolist()

        self.session_time: list[int] = network.sessions.time.tolist()
        self.session_county: list[int] = network.sessions.county.tolist()
        self.session_batch: list[int] = network.sessions.batch.tolist()
        self.session_duration: list[int] = network.sessions.duration.tolist()
        self.county_has_sessions = set(self.session_county)

        self.delegated: list[list[bool]] = network.catalogue.delegated.tolist()
        self.response_rate: list[float] = network.counties.response_rate.tolist()
        self.reporting_effect: list[float] = network.counties.reporting_effect.tolist()
        self._table(table)

    def _table(self, table: CaseTable) -> None:
        self.n_cases = len(table.arose)
        self.arose: list[int] = table.arose.tolist()
        self.entry: list[int] = table.entry.tolist()
        self.case_county: list[int] = table.county.tolist()
        self.service: list[int] = table.service.tolist()
        self.item: list[int] = table.item.tolist()
        self.channel: list[int] = table.channel.tolist()
        self.origin: list[int] = table.origin.tolist()
        self.facility: list[int] = table.facility.tolist()
        self.travel: list[int] = table.travel.tolist()
        self.grade: list[int] = table.grade.tolist()
        self.cross_city: list[bool] = table.cross_city.tolist()
        self.handling: list[list[int]] = table.handling.tolist()
        self.solve_u: list[list[float]] = table.solve_u.tolist()
        self.handoff: list[list[float]] = table.handoff.tolist()
        self.review: list[list[int]] = table.review.tolist()
        self.trip: list[int] = table.trip.tolist()
        self.session_u: list[float] = table.session_u.tolist()
        self.satisfaction: list[float] = table.satisfaction.tolist()
        self.survey_u: list[float] = table.survey_u.tolist()
        self.response_u: list[float] = table.response_u.tolist()
        self.report_u: list[float] = table.report_u.tolist()
        self.patience: list[int] = table.patience.tolist()
        self.balk_u: list[float] = table.balk_u.tolist()
        self.return_lag: list[int] = table.return_lag.tolist()
        self.no_show_u: list[float] = table.no_show_u.tolist()
        self.late: list[int] = table.late.tolist()
        self.entry_order: list[int] = table.entry_order.tolist()
