// Any text as what a station set up: it is refused, or it is exactly what would be written for it.
#include <stdexcept>
#include <string_view>

#include "emulators/eligibility/station_setup.h"
#include "tests/fuzz/fuzz_target.h"

namespace kazasu::fuzz {

namespace {

void check(std::string_view text) {
  try {
    auto const setup = eligibility::parse_station_setup(text);
    require(eligibility::station_setup_text(setup) == text, "there is one text for a setup");
  } catch (std::invalid_argument const&) {
  }
}

}  // namespace

std::vector<std::string> seed_inputs() {
  auto const token = std::string(32, 'a');
  auto setup = eligibility::StationSetup{};
  auto seeds = std::vector{eligibility::station_setup_text(setup)};
  setup = {.off = true,
           .continuing_url = token,
           .passcode = "012345",
           .passcode_day = std::chrono::year{2024} / 12 / 2,
           .wrong = 1,
           .codes = {{"123456789015", sim::Instant{std::chrono::milliseconds{1'733'184'000'000}}},
                     {"223456789014", sim::Instant{}, true, token}},
           .made = 7};
  seeds.push_back(eligibility::station_setup_text(setup));
  return seeds;
}

}  // namespace kazasu::fuzz

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  kazasu::fuzz::check({reinterpret_cast<char const*>(data), size});
  return 0;
}
