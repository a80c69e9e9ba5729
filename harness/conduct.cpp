#include "harness/run.h"
#include "scenarios/visit_medical_data.h"

namespace kazasu::harness {

bool conduct_run(Conduct const& conduct) {
  auto& engine = conduct.engine;
  auto const duration = std::chrono::duration<double>{conduct.scenario.arrivals.duration}.count();
  while (true) {
    auto const status = engine.run_until(engine.now() + conduct.slice);
    if (conduct.each_slice) conduct.each_slice(engine.now());
    auto const elapsed = std::chrono::duration<double>{engine.now().time_since_epoch()}.count();
    conduct.control.progress.show({.elapsed_s = elapsed,
                                   .duration_s = duration,
                                   .arrivals = conduct.recorder.arrivals(),
                                   .finished = conduct.recorder.finished(),
                                   .errors = conduct.recorder.errors()});
    if (conduct.control.interruption.requested()) return false;
    if (status == sim::RunStatus::kAllDone) return true;
    if (status == sim::RunStatus::kStalled) {
      throw std::logic_error("the run stalled: " + std::to_string(engine.processes()) +
                             " processes wait and nothing can wake them");
    }
  }
}

}  // namespace kazasu::harness
