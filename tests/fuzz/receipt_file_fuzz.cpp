// Any bytes as a receipt file, in chunks of any size: nothing throws, findings are of records in the file and
// do not depend on the chunks, and a file without findings comes back byte for byte.
#include <algorithm>
#include <vector>

#include "emulators/claims/file_diff.h"
#include "emulators/claims/record_scanner.h"
#include "tests/claims/check_edits.h"
#include "tests/claims/sample_file.h"
#include "tests/fuzz/fuzz_target.h"

namespace kazasu::fuzz {

namespace {

using namespace claims;

// The first byte of the input says how large the chunks are.
void check_any(std::string_view file, std::size_t chunk) {
  auto const checked = check(file, chunk);
  auto const whole = check(file, std::max<std::size_t>(file.size(), 1));
  require(checked.findings == whole.findings, "findings do not depend on the chunks");
  require(checked.summary.bytes == file.size(), "every byte is read");
  for (auto const& finding : checked.findings) {
    require(finding.offset <= file.size(), "a finding lies in the file");
    require(finding.record <= checked.summary.records, "a finding is of a record");
    require(finding.receipt <= checked.summary.receipts, "a finding is of a receipt");
  }
  auto const receipts = [](Finding const& one, Finding const& other) {
    return one.receipt != 0 && other.receipt != 0 && one.receipt > other.receipt;
  };
  require(std::ranges::adjacent_find(checked.findings, receipts) == checked.findings.end(),
          "findings come receipt by receipt");
  auto const fatal = [](Finding const& one) { return rule_of(one.check).band == Band::kFile; };
  require(checked.summary.refused == std::ranges::any_of(checked.findings, fatal), "L1 refuses the file");
  if (checked.findings.empty()) {
    auto again = std::string{};
    auto scanner = RecordScanner{};
    scanner.feed(file);
    while (auto const record = scanner.next()) again.append(record->text).append("\r\n");
    require(again.append("\x1A") == file, "a clean file comes back byte for byte");
  }
}

}  // namespace

std::vector<std::string> seed_inputs() {
  auto inputs = std::vector<std::string>{"\x40" + file_of(sample_records())};
  for (auto const& edit : check_edits()) {
    if (auto file = edit.file(); file.size() < 4096) inputs.push_back("\x07" + std::move(file));
  }
  return inputs;
}

}  // namespace kazasu::fuzz

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  if (size == 0) return 0;
  auto const file = std::string_view{reinterpret_cast<char const*>(data) + 1, size - 1};
  kazasu::fuzz::check_any(file, std::size_t{data[0]} + 1);
  kazasu::claims::compare_files(file, file.substr(file.size() / 2), [](auto const&) {});
  kazasu::fuzz::require(kazasu::claims::compare_files(file, file, [](auto const&) {}),
                        "a file does not differ from itself");
  return 0;
}
