#include "emulators/claims/incoming_file.h"

#include <optional>
#include <utility>

#include "emulators/claims/shown_field.h"

namespace kazasu::claims {

namespace {

constexpr auto kCareMonth = std::size_t{3};
constexpr auto kName = std::size_t{4};
constexpr auto kBirthDate = std::size_t{7};
constexpr auto kRecordNumber = std::size_t{13};
void describe(ListLine& line, ReceiptView const& receipt) {
  auto const* const common = &receipt.records.front();
  line.record_number = shown_field(common, kRecordNumber);
  line.care_month = shown_field(common, kCareMonth);
  line.name = shown_field(common, kName);
  line.birth_date = shown_field(common, kBirthDate);
  line.yen = shown_totals(receipt).yen;
}

FileRules of_caller(FileRules rules, ClaimCaller caller) {
  rules.caller = caller;
  return rules;
}

}  // namespace

struct IncomingFile::State {
  State(FileRules const& rules, ClaimCaller caller)
      : checker(
            of_caller(rules, caller), [this](Finding const& finding) { note(finding); },
            [this](ReceiptView const& receipt, std::optional<Band> gravest) { enter(receipt, gravest); }) {}

  void note(Finding const& finding);
  void enter(ReceiptView const& receipt, std::optional<Band> gravest);

  Result result;
  std::size_t described = 0;  // lines whose receipt has been seen
  std::optional<CrossChecker> cross;
  FileChecker checker;
};

void IncomingFile::State::note(Finding const& finding) {
  if (result.lines.size() == kMostListLines) {
    result.more_lines = true;
    return;
  }
  result.lines.push_back({.finding = finding});
}

void IncomingFile::State::enter(ReceiptView const& receipt, std::optional<Band> gravest) {
  if (cross) {
    result.checked.receipts.push_back(cross->check(receipt, gravest).entry);
  } else {
    result.checked.receipts.push_back(entry_of(receipt, gravest));
  }
  for (; described < result.lines.size(); ++described) {
    auto& line = result.lines[described];
    if (line.finding.receipt == receipt.number) describe(line, receipt);
  }
}

IncomingFile::IncomingFile(FileRules const& rules, ClaimCaller caller)
    : state_(std::make_unique<State>(rules, caller)) {}

IncomingFile::IncomingFile(FileRules const& rules, ClaimCaller caller, CrossRules const& beside)
    : IncomingFile(rules, caller) {
  state_->cross.emplace(beside, [this](Finding const& finding) { state_->note(finding); });
}

IncomingFile::~IncomingFile() = default;

void IncomingFile::feed(std::string_view bytes) {
  state_->checker.feed(bytes);
}

IncomingFile::Result IncomingFile::finish() {
  auto& result = state_->result;
  result.summary = state_->checker.finish();
  result.checked.refused = result.summary.refused;
  return std::move(result);
}

}  // namespace kazasu::claims
