#include "harness/claims_comparison.h"

#include <algorithm>
#include <cstdio>
#include <utility>
#include <vector>

#include "emulators/adapters/files/shift_jis.h"
#include "emulators/claims/checked_insurance.h"
#include "emulators/claims/cross_checks.h"
#include "emulators/claims/file_checker.h"
#include "emulators/claims/record_values.h"
#include "emulators/claims/remembered_insurance.h"
#include "harness/claims_world.h"

namespace kazasu::harness {

namespace {

using claims::EligibilityOutcome;

// Changes of the insurance mix come within 90 days of the calendar's start: a third of them before the month
// of care, so that a station may still have to notice them, a third in it and a third behind it.
constexpr auto kStartAhead = std::chrono::days{30};

std::uint64_t count(BillingCounts const& counts, EligibilityOutcome outcome) {
  return counts.outcomes[static_cast<std::size_t>(outcome)];
}

class Billing {
 public:
  Billing(ClaimsWorld const& world, claims::InsuranceAsSeen const& seen, std::chrono::year_month month)
      : world_(world), seen_(seen), month_(month) {}

  void bill(identity::StationIndex station) {
    for (auto const& draft : claims::draft_files(world_.population(&seen_), station, month_)) {
      counts_.days_claimed += draft.visit_days;
      counts_.yen_claimed += draft.yen;
      check(claims::file_bytes(draft, [this](std::string_view utf8) { return text_.encode(utf8); }));
    }
  }
  BillingCounts const& counts() const { return counts_; }

 private:
  void check(std::string_view content) {
    auto const rules =
        claims::CrossRules{.insurance = &world_.insurance(),
                           .decode = [this](std::string_view bytes) { return text_.decode(bytes); }};
    auto cross = claims::CrossChecker{rules, [](claims::Finding const&) {}};
    auto checker =
        claims::FileChecker{{.fees = world_.fees(), .claim_month = month_},
                            [](claims::Finding const&) {},
                            [&](claims::ReceiptView const& receipt, std::optional<claims::Band> in_file) {
                              note(receipt, in_file, cross.check(receipt, in_file));
                            }};
    checker.feed(content);
    checker.finish();
  }

  void note(claims::ReceiptView const& receipt, std::optional<claims::Band> in_file,
            claims::CrossChecked const& checked) {
    auto const* const insurer = receipt.first(claims::RecordType::kInsurer);
    ++counts_.receipts;
    counts_.with_insurer += insurer != nullptr ? 1 : 0;
    ++counts_.outcomes[static_cast<std::size_t>(checked.eligibility.outcome)];
    if (checked.eligibility.outcome == EligibilityOutcome::kSplit) counts_.parts += checked.eligibility.parts;
    if (checked.entry.checked < claims::ReceiptClass::kReturn) return;
    ++counts_.returned;
    counts_.returned_by_form += in_file && *in_file <= claims::Band::kReturn ? 1 : 0;
    auto const* const payer =
        insurer != nullptr ? insurer : receipt.first(claims::RecordType::kPublicExpense);
    auto const yen = payer != nullptr ? claims::number_in(payer->fields[5]).value_or(0) : 0;
    counts_.yen_returned += static_cast<std::uint64_t>(yen);
  }

  ClaimsWorld const& world_;
  claims::InsuranceAsSeen const& seen_;
  std::chrono::year_month month_;
  adapters::ShiftJisText text_;
  BillingCounts counts_;
};

// What a line of the table, and a member of the JSON, says of one way to bill.
struct Row {
  std::string_view label;
  std::string_view key;
  std::uint64_t (*value)(BillingCounts const&);
};
constexpr auto kRows = std::to_array<Row>({
    {"receipts", "receipts", [](BillingCounts const& c) { return c.receipts; }},
    {"  of an insurer, and looked up", "looked_up", [](BillingCounts const& c) { return c.with_insurer; }},
    {"insured as written", "confirmed",
     [](BillingCounts const& c) { return count(c, EligibilityOutcome::kConfirmed); }},
    {"branch identified (枝番特定)", "branch_identified",
     [](BillingCounts const& c) { return count(c, EligibilityOutcome::kBranchIdentified); }},
    {"to the insurer written", "to_written_insurer",
     [](BillingCounts const& c) { return count(c, EligibilityOutcome::kToWrittenInsurer); }},
    {"transferred (振替)", "transferred",
     [](BillingCounts const& c) { return count(c, EligibilityOutcome::kTransferred); }},
    {"split (分割)", "split", [](BillingCounts const& c) { return count(c, EligibilityOutcome::kSplit); }},
    {"  into receipts", "split_parts", [](BillingCounts const& c) { return c.parts; }},
    {"returned (L3)", "returned", [](BillingCounts const& c) { return c.returned; }},
    {"  wrong by the file alone", "returned_by_form",
     [](BillingCounts const& c) { return c.returned_by_form; }},
    {"  nobody insured under it", "not_found",
     [](BillingCounts const& c) { return count(c, EligibilityOutcome::kNotFound); }},
    {"  no insurer on some day", "lost",
     [](BillingCounts const& c) { return count(c, EligibilityOutcome::kLost); }},
    {"  left out of 振替", "not_transferable",
     [](BillingCounts const& c) { return count(c, EligibilityOutcome::kNotTransferable); }},
    {"  left out of 分割", "not_splittable",
     [](BillingCounts const& c) { return count(c, EligibilityOutcome::kNotSplittable); }},
    {"days of care claimed", "days_claimed", [](BillingCounts const& c) { return c.days_claimed; }},
    {"yen claimed", "yen_claimed", [](BillingCounts const& c) { return c.yen_claimed; }},
    {"yen returned", "yen_returned", [](BillingCounts const& c) { return c.yen_returned; }},
});

std::string padded(std::string text, std::size_t width) {
  // Characters of three bytes are two columns wide.
  auto columns = std::size_t{0};
  for (auto const c : text) {
    auto const byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) != 0x80U) columns += byte < 0x80U ? 1 : 2;
  }
  return text.append(columns < width ? width - columns : 0, ' ');
}

std::string right(std::uint64_t value) {
  auto text = std::to_string(value);
  return text.insert(0, text.size() < 16 ? 16 - text.size() : 0, ' ');
}

// Returned receipts of a hundred.
std::string rate(BillingCounts const& counts) {
  auto text = std::array<char, 32>{};
  auto const share = counts.receipts == 0 ? 0.0
                                          : 100.0 * static_cast<double>(counts.returned) /
                                                static_cast<double>(counts.receipts);
  std::snprintf(text.data(), text.size(), "%14.3f %%", share);
  return text.data();
}

std::string members(BillingCounts const& counts) {
  auto text = std::string{};
  for (auto const& row : kRows) {
    text.append(text.empty() ? "{\"" : ",\"").append(row.key).append("\":");
    text.append(std::to_string(row.value(counts)));
  }
  return text.append("}");
}

}  // namespace

Comparison compare_billing(ClaimsCompareEligibility const& options) {
  auto const month = online_claim_month(options.month);
  auto const care_month = month - std::chrono::months{1};
  auto mix = identity::InsuranceMix{};
  if (options.changes_ppm) mix.changes_ppm = *options.changes_ppm;
  auto const start = std::chrono::year_month_day{std::chrono::sys_days{care_month / 1} - kStartAhead};
  auto const world =
      ClaimsWorld{{.seed = options.seed, .stations = options.stations, .start = start, .insurance = mix}};
  auto const at_first_sight = claims::RememberedInsurance{world.registry(), options.seed};
  auto const asked = claims::CheckedInsurance{world.registry(), options.seed};
  auto remembered = Billing{world, at_first_sight, month};
  auto checked = Billing{world, asked, month};
  auto comparison = Comparison{};
  for (identity::StationIndex station = 0; station < options.stations; ++station) {
    auto const patients = world.care().patients(station);
    comparison.patients += patients;
    for (std::uint32_t ordinal = 0; ordinal < patients; ++ordinal) {
      auto const person = claims::CarePlanner::patient(station, ordinal);
      comparison.days_of_care += world.care().month(station, person, care_month).days.size();
    }
    remembered.bill(station);
    checked.bill(station);
  }
  comparison.remembered = remembered.counts();
  comparison.checked = checked.counts();
  return comparison;
}

std::string comparison_table(ClaimsCompareEligibility const& options, Comparison const& comparison) {
  constexpr auto kLabel = std::size_t{34};
  auto text = std::string{"Claims of "}.append(options.month).append(": ");
  text.append(std::to_string(options.stations)).append(" stations, ");
  text.append(std::to_string(comparison.patients)).append(" patients, ");
  text.append(std::to_string(comparison.days_of_care)).append(" days of care\n");
  text.append(padded("", kLabel)).append("  at first sight    asked online\n");
  for (auto const& row : kRows) {
    text.append(padded(std::string{row.label}, kLabel)).append(right(row.value(comparison.remembered)));
    text.append(right(row.value(comparison.checked))).append("\n");
    if (row.key != "returned") continue;
    text.append(padded("  of all receipts", kLabel)).append(rate(comparison.remembered));
    text.append(rate(comparison.checked)).append("\n");
  }
  return text;
}

std::string comparison_json(ClaimsCompareEligibility const& options, Comparison const& comparison) {
  auto text = std::string{"{\"month\":\""}.append(options.month).append("\",\"stations\":");
  text.append(std::to_string(options.stations)).append(",\"seed\":").append(std::to_string(options.seed));
  text.append(",\"patients\":").append(std::to_string(comparison.patients));
  text.append(",\"days_of_care\":").append(std::to_string(comparison.days_of_care));
  text.append(",\"at_first_sight\":").append(members(comparison.remembered));
  text.append(",\"asked_online\":").append(members(comparison.checked));
  return text.append("}\n");
}

}  // namespace kazasu::harness
