// The test PKI of a data folder, opened for a span of calendar time.
#pragma once

#include <filesystem>

#include "emulators/identity/test_pki.h"
#include "sim/calendar.h"

namespace kazasu::harness {

// Made on first use. Throws CommandError(kTestPki) when it cannot be made or read, or is not valid from
// `first` to `last`.
identity::TestPki open_test_pki(std::filesystem::path const& data, sim::Instant first, sim::Instant last);

}  // namespace kazasu::harness
