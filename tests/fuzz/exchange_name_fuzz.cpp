// Any name of a file in the exchange folder: it has a form or none, and what is derived from it stays in the
// folder.
#include <string_view>

#include "emulators/adapters/exchange/exchange_name.h"
#include "tests/fuzz/fuzz_target.h"

namespace kazasu::fuzz {

namespace {

using adapters::NameFault;

void check(std::string_view name) {
  auto const parsed = adapters::parse_request_name(name);
  static_cast<void>(adapters::is_unfinished_name(name));
  if (parsed.fault == NameFault::kForm) return;
  auto const stem = parsed.result_stem();
  require(stem.find_first_of("/.\\ ") == std::string::npos, "a result's name has nothing of a path");
  require(stem.find('\0') == std::string::npos, "nor an end within it");
  require(stem.size() <= 60, "it is short");
  require(adapters::is_result_name(stem + ".xml"), "it is a result's name");
  require((parsed.asked != nullptr) == (parsed.fault == NameFault::kNone), "served interfaces are known");
  auto const again = parsed.prefix + "req_" + parsed.suffix + (parsed.zipped ? ".zip" : ".xml");
  require(again == name, "the parts are the whole name");
}

}  // namespace

std::vector<std::string> seed_inputs() {
  auto seeds = std::vector<std::string>{"bad name.xml", "OQSsiquc01res_1.xml", ".tmp", "ABCsiquc01req_1.xml"};
  for (auto const& known : adapters::exchange_interfaces()) {
    seeds.push_back(std::string{known.prefix} + "req_202412020001.xml");
    seeds.push_back(std::string{known.prefix} + "req_a-B_9.zip");
  }
  return seeds;
}

}  // namespace kazasu::fuzz

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  kazasu::fuzz::check({reinterpret_cast<char const*>(data), size});
  return 0;
}
