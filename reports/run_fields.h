// The names of a result's fields in run.json, in file order: one table for the writer and the reader.
#pragma once

#include "reports/run_result.h"

namespace kazasu::reports {

// FieldsOf<T>::each(visit, value) calls visit(name, member) for every field.
template <typename T>
struct FieldsOf;

template <>
struct FieldsOf<Figures> {
  static void each(auto& visit, auto& figures) {
    visit("count", figures.count);
    visit("mean_ms", figures.mean_ms);
    visit("p50_ms", figures.p50_ms);
    visit("p90_ms", figures.p90_ms);
    visit("p95_ms", figures.p95_ms);
    visit("p99_ms", figures.p99_ms);
    visit("p999_ms", figures.p999_ms);
    visit("max_ms", figures.max_ms);
  }
};

template <>
struct FieldsOf<Reason> {
  static void each(auto& visit, auto& reason) {
    visit("code", reason.code);
    visit("values", reason.values);
  }
};

template <>
struct FieldsOf<StageFigures> {
  static void each(auto& visit, auto& stage) {
    visit("name", stage.name);
    visit("journey", stage.journey);
    visit("leg", stage.leg);
    FieldsOf<Figures>::each(visit, stage.figures);  // side by side with the name
  }
};

template <>
struct FieldsOf<StepFigures> {
  static void each(auto& visit, auto& step) {
    visit("step", step.step);
    visit("tags", step.tags);
    visit("outcomes", step.outcomes);
    visit("time", step.time);
  }
};

template <>
struct FieldsOf<JourneyFigures> {
  static void each(auto& visit, auto& journey) {
    visit("name", journey.name);
    visit("outcomes", journey.outcomes);
    visit("response", journey.response);
    visit("service", journey.service);
    visit("steps", journey.steps);
  }
};

template <>
struct FieldsOf<WayFigures> {
  static void each(auto& visit, auto& way) {
    visit("way_in", way.way_in);
    visit("identity", way.identity);
    visit("visits", way.visits);
    visit("answered", way.answered);
  }
};

template <>
struct FieldsOf<FallbackFigures> {
  static void each(auto& visit, auto& fallback) {
    visit("fallback", fallback.fallback);
    visit("cause", fallback.cause);
    visit("rule", fallback.rule);
    visit("visits", fallback.visits);
    visit("re_inquiry", fallback.re_inquiry);
    visit("medical_data", fallback.medical_data);
    visit("claim_may_return", fallback.claim_may_return);
  }
};

template <>
struct FieldsOf<SeriesPoint> {
  static void each(auto& visit, auto& point) {
    visit("at_s", point.at_s);
    visit("arrivals", point.arrivals);
    visit("completions", point.completions);
    visit("errors", point.errors);
    visit("p50_ms", point.p50_ms);
    visit("p90_ms", point.p90_ms);
    visit("p99_ms", point.p99_ms);
  }
};

template <>
struct FieldsOf<DistributionPoint> {
  static void each(auto& visit, auto& point) {
    visit("percentile", point.percentile);
    visit("value_ms", point.value_ms);
  }
};

template <>
struct FieldsOf<ThresholdResult> {
  static void each(auto& visit, auto& threshold) {
    visit("text", threshold.text);
    visit("actual", threshold.actual);
    visit("limit", threshold.limit);
    visit("met", threshold.met);
    visit("no_data", threshold.no_data);
  }
};

template <>
struct FieldsOf<ConnectionFigures> {
  static void each(auto& visit, auto& connection) {
    visit("channel", connection.channel);
    visit("exchanges", connection.exchanges);
    visit("handshakes", connection.handshakes);
    visit("resumed", connection.resumed);
  }
};

template <>
struct FieldsOf<ClaimantFigures> {
  static void each(auto& visit, auto& claimant) {
    visit("who", claimant.who);
    visit("retry", claimant.retry);
    visit("claimants", claimant.claimants);
    visit("by_deadline", claimant.by_deadline);
    visit("unreceived", claimant.unreceived);
    visit("by_extension", claimant.by_extension);
    visit("requests", claimant.requests);
    visit("retries", claimant.retries);
    visit("wasted", claimant.wasted);
  }
};

template <>
struct FieldsOf<ClaimMark> {
  static void each(auto& visit, auto& mark) {
    visit("name", mark.name);
    visit("from_h", mark.from_h);
    visit("to_h", mark.to_h);
  }
};

template <>
struct FieldsOf<ClaimStepFigures> {
  static void each(auto& visit, auto& step) {
    visit("name", step.name);
    visit("time", step.time);
  }
};

template <>
struct FieldsOf<ClaimSlice> {
  static void each(auto& visit, auto& slice) {
    visit("at_h", slice.at_h);
    visit("meant", slice.meant);
    visit("requests", slice.requests);
    visit("retries", slice.retries);
    visit("answered", slice.answered);
    visit("timed_out", slice.timed_out);
    visit("turned_away", slice.turned_away);
    visit("received", slice.received);
    visit("backlog", slice.backlog);
    visit("wait_s", slice.wait_s);
  }
};

template <>
struct FieldsOf<ClaimsFigures> {
  static void each(auto& visit, auto& claims) {
    visit("month", claims.month);
    visit("claimants", claims.claimants);
    visit("marks", claims.marks);
    visit("steps", claims.steps);
    visit("sends", claims.sends);
    visit("receipts", claims.receipts);
    visit("slices", claims.slices);
  }
};

template <>
struct FieldsOf<RunResult> {
  static void each(auto& visit, auto& run) {
    verdict(visit, run);
    measurements(visit, run);
    context(visit, run);
    visit("histograms", run.histograms);
  }

 private:
  static void verdict(auto& visit, auto& run) {
    visit("verdict", run.verdict);
    visit("reasons", run.reasons);
    visit("clock", run.clock);
    visit("seed", run.seed);
    visit("arrival_hash", run.arrival_hash);
    visit("trace_hash", run.trace_hash);
    visit("name", run.name);
    visit("description", run.description);
  }
  static void measurements(auto& visit, auto& run) {
    visit("arrivals_planned", run.arrivals_planned);
    visit("arrivals_started", run.arrivals_started);
    visit("arrivals_completed", run.arrivals_completed);
    visit("outcomes", run.outcomes);
    visit("rules", run.rules);
    visit("success_outcome", run.success_outcome);
    visit("response", run.response);
    visit("service", run.service);
    visit("lag", run.lag);
    visit("critical_path", run.critical_path);
    visit("human", run.human);
    visit("stages", run.stages);
    visit("beside", run.beside);
    visit("journeys", run.journeys);
    visit("ways", run.ways);
    visit("fallbacks", run.fallbacks);
    visit("events", run.events);
    visit("claims", run.claims);
    visit("thresholds", run.thresholds);
    visit("connections", run.connections);
    visit("generator", run.generator);
    visit("series", run.series);
    visit("response_distribution", run.response_distribution);
    visit("service_distribution", run.service_distribution);
    visit("critical_path_distribution", run.critical_path_distribution);
  }
  static void context(auto& visit, auto& run) {
    visit("duration_s", run.duration_s);
    visit("wall_s", run.wall_s);
    visit("stations", run.stations);
    visit("people", run.people);
    visit("arrival_process", run.arrival_process);
    visit("started_at", run.started_at);
    visit("calendar_start", run.calendar_start);
    visit("calendar_speed", run.calendar_speed);
    visit("target", run.target);
    visit("command", run.command);
    visit("version", run.version);
    visit("compiler", run.compiler);
    visit("libraries", run.libraries);
    visit("machine", run.machine);
    visit("scenario_file", run.scenario_file);
    visit("scenario_text", run.scenario_text);
  }
};

}  // namespace kazasu::reports
