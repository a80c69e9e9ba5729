// {log_normal: {median: 85ms, sigma: 0.47}} and its kind.
#pragma once

#include <optional>
#include <vector>

#include "scenarios/document.h"
#include "scenarios/language.h"
#include "scenarios/mistake.h"

namespace kazasu::scenarios {

// Every mistake in the mapping is added to `mistakes`; there is no value then.
std::optional<sim::Distribution> read_distribution(Entry const& entry, Node const& mapping,
                                                   std::vector<Mistake>& mistakes);

}  // namespace kazasu::scenarios
