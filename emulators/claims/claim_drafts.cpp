#include "emulators/claims/claim_drafts.h"

#include <algorithm>
#include <stdexcept>

#include "emulators/claims/record_layout.h"
#include "sim/random.h"

namespace kazasu::claims {

namespace {

// What a mistake does to a record, by the fields of SPEC.
constexpr auto kSex = std::size_t{6};               // of RE
constexpr auto kInsurerTotal = std::size_t{5};      // of HO
constexpr auto kInsurerCopayment = std::size_t{8};  // the same
constexpr auto kPublicTotal = std::size_t{5};       // of KO
constexpr auto kPublicCopayment = std::size_t{6};   // the same
constexpr auto kNoSex = std::string_view{"9"};      // of no code table
constexpr auto kReturnOfTen = std::uint64_t{7};
constexpr auto kReviewOfTen = std::uint64_t{2};

struct FieldPlace {
  std::size_t at = 0;
  std::size_t size = 0;
};
FieldPlace place_of(std::string_view record, std::size_t field) {
  auto at = std::size_t{0};
  for (; field > 0; --field) {
    auto const comma = record.find(',', at);
    if (comma == std::string_view::npos) throw std::logic_error("a drafted record lacks a field");
    at = comma + 1;
  }
  return {at, std::min(record.find(',', at), record.size()) - at};
}

std::string field_of(std::string const& record, std::size_t field) {
  auto const place = place_of(record, field);
  return record.substr(place.at, place.size);
}
void set_field(std::string& record, std::size_t field, std::string_view value) {
  auto const place = place_of(record, field);
  record.replace(place.at, place.size, value);
}

bool is_record(std::string const& record, std::string_view id) {
  return record.starts_with(id) && record.size() > id.size() && record[id.size()] == ',';
}

// The first payer's record of the receipt that begins at `receipt`: HO, or KO where there is no insurer.
std::string& payer_record(std::vector<std::string>& records, std::size_t receipt) {
  return records.at(receipt + 1);
}

void spoil(std::vector<std::string>& records, std::size_t receipt, ReceiptClass into) {
  if (into == ReceiptClass::kUnacceptable) return set_field(records[receipt], kSex, kNoSex);
  auto& payer = payer_record(records, receipt);
  auto const has_insurer = is_record(payer, "HO");
  auto const total_field = has_insurer ? kInsurerTotal : kPublicTotal;
  auto const total = std::stoull(field_of(payer, total_field));
  if (into == ReceiptClass::kReturn) return set_field(payer, total_field, std::to_string(total + 10));
  set_field(payer, has_insurer ? kInsurerCopayment : kPublicCopayment, std::to_string(total * 10));
}

}  // namespace

ReceiptClass ClaimDrafts::class_of(ClaimFileKey const& file, identity::PersonIndex person) const {
  if (file.version > 0) return ReceiptClass::kNormal;
  auto const month = static_cast<std::uint64_t>(static_cast<int>(file.month.year()) * 12) +
                     static_cast<unsigned>(file.month.month());
  auto random = sim::RandomStream{mistakes_.seed ^ month << 40U, "claim mistake", person};
  if (!random.chance(mistakes_.ppm)) return ReceiptClass::kNormal;
  auto const of_ten = random.below(10);
  if (of_ten < kReturnOfTen) return ReceiptClass::kReturn;
  return of_ten < kReturnOfTen + kReviewOfTen ? ReceiptClass::kReview : ReceiptClass::kUnacceptable;
}

CheckedFile ClaimDrafts::checked(ClaimFileKey const& file) const {
  auto result = CheckedFile{};
  auto const care_month = file.month - std::chrono::months{1};
  auto const patients = population_.care.patients(file.station);
  for (std::uint32_t ordinal = 0; ordinal < patients; ++ordinal) {
    auto const person = population_.people.person(CarePlanner::patient(file.station, ordinal));
    auto const care = population_.care.month(file.station, person.index, care_month);
    if (payer_of(person, care.help) != file.payer) continue;
    result.receipts.push_back({.identity = person.index,
                               .person = person.index,
                               .care_month = care_month,
                               .checked = class_of(file, person.index)});
  }
  return result;
}

bool ClaimDrafts::has(ClaimFileKey const& file) const {
  auto const care_month = file.month - std::chrono::months{1};
  auto const patients = population_.care.patients(file.station);
  for (std::uint32_t ordinal = 0; ordinal < patients; ++ordinal) {
    auto const person = population_.people.person(CarePlanner::patient(file.station, ordinal));
    auto const care = population_.care.month(file.station, person.index, care_month);
    if (payer_of(person, care.help) == file.payer) return true;
  }
  return false;
}

std::string ClaimDrafts::bytes(ClaimFileKey const& file) const {
  if (!encode_) throw std::logic_error("files have bytes only where there is an encoder");
  auto drafts = draft_files(population_, file.station, file.month, file.payer);
  if (drafts.empty()) return {};
  auto& draft = drafts.front();
  auto const entries = checked(file).receipts;
  auto entry = entries.begin();
  for (std::size_t at = 0; at < draft.records.size(); ++at) {
    if (!is_record(draft.records[at], "RE")) continue;
    if (entry->checked != ReceiptClass::kNormal) spoil(draft.records, at, entry->checked);
    ++entry;
  }
  return file_bytes(draft, encode_);
}

}  // namespace kazasu::claims
