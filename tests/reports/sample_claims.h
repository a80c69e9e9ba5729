// Made-up results of a month of claims, plausible enough to look at.
#pragma once

#include <string>

#include "reports/run_result.h"

namespace kazasu::tests {

struct SampleClaims {
  std::string name = "outage";
  std::string retry = "constant";
  bool fault = true;  // of the ASP, from 08:00 to 13:00 on the 9th
};
// June 2025, from 08:00 on the 5th to 21:00 on the 12th in slices of ten minutes: a fluid model of clients
// that wait for the window, with a window that is slowed by work for nobody.
reports::RunResult sample_claims(SampleClaims const& sample);

}  // namespace kazasu::tests
