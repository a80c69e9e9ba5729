#include "emulators/claims/code_tables.h"

#include <array>

namespace kazasu::claims {

namespace {

using enum RecordType;

constexpr auto kPrefectures = std::string_view{
    "0102030405060708091011121314151617181920212223242526272829303132333435363738394041424344454647"};
constexpr auto kPlaces = std::string_view{"0111121314151699"};
constexpr auto kDeathPlaces = std::string_view{"01111213141516313299"};
constexpr auto kJobs = std::string_view{
    "0102030405060708091011121314151617181920"
    "2122232425262728293051525354555657585960"
    "6162636465666768697071727374757677787980"};
constexpr auto kDiseases = std::string_view{
    "001002003004005006007008009010011012013014015016017018019020"
    "041042043044045046047048049050051052053054055056057058059091092"};

constexpr auto kCoded = std::to_array<CodedField>({
    {kStation, 2, 2, kPrefectures},
    {kReceipt, 6, 1, "12"},
    {kReceipt, 11, 2,
     "0102041016212627282930414296"
     "97"},
    {kReceipt, 12, 1, "13"},
    {kInsurer, 6, 1, "123"},
    {kInsurer, 9, 1, "123"},
    {kQualification, 1, 1, "12345"},
    {kQualification, 2, 2, "01"},
    {kVisitDays, 1, 1, "12345"},
    {kCounterPayment, 1, 2, "000102"},
    {kPhysician, 1, 2, kPrefectures},
    {kPhysician, 2, 1, "135B"},
    {kInstruction, 1, 2, "010203040506"},
    {kCondition, 2, 2, "010203"},
    {kCondition, 3, 3, kDiseases},
    {kCondition, 4, 2, "010203040506070809101120"},
    {kPatient, 2, 2, kPlaces},
    {kPatient, 5, 2, kPlaces},
    {kPatient, 8, 2, kPlaces},
    {kPatient, 12, 2, "0102030499"},
    {kPatient, 16, 2, kDeathPlaces},
    {kPatient, 18, 2, "0102030405060708091011"},
    {kPatient, 19, 2, kPrefectures},
    {kPatient, 20, 1, "6"},
    {kPatient, 24, 2, kPrefectures},
    {kPatient, 25, 1, "6"},
    {kInformationGiven, 1, 2, "01021112"},
    {kSpecialNote, 1, 2, "010210111213212223"},
    {kSpecialistTraining, 1, 2, "0102030411121321222324252627"},
    {kFee, 2, 1, "1235EG6BC7HIJKL4MNOPQRSTUVWXYZ9"},
    {kFee, 6, 2, kJobs},
    {kFee, 7, 2, "010203"},
    {kFee, 8, 2, "010203040506"},
});

constexpr auto kDates = std::to_array<FieldPlace>({{kReceipt, 7},
                                                   {kDisaster, 1},
                                                   {kPhysician, 6},
                                                   {kInstruction, 2},
                                                   {kInstruction, 3},
                                                   {kCondition, 5},
                                                   {kPatient, 1},
                                                   {kPatient, 4},
                                                   {kPatient, 7},
                                                   {kPatient, 10},
                                                   {kPatient, 14},
                                                   {kSpecialistTraining, 3},
                                                   {kSpecialistTraining, 4},
                                                   {kFee, 1}});

constexpr auto kPlainNumbers = std::to_array<FieldPlace>({{kReceipt, 1},
                                                          {kReceipt, 10},
                                                          {kInsurer, 4},
                                                          {kInsurer, 5},
                                                          {kInsurer, 8},
                                                          {kInsurer, 10},
                                                          {kInsurer, 11},
                                                          {kPublicExpense, 4},
                                                          {kPublicExpense, 5},
                                                          {kPublicExpense, 6},
                                                          {kPublicExpense, 7},
                                                          {kDisaster, 7},
                                                          {kFee, 4},
                                                          {kFee, 5}});

// 電子レセプトの作成手引き, p. 12.
constexpr auto kLaws = std::string_view{"131418293011211516242819525451385366622512"};

// 別表22, as bits: 1 the insurer, 2 4 8 16 the public payers.
struct Covered {
  char code;
  unsigned payers;
};
constexpr auto kCovered = std::to_array<Covered>(
    {{'1', 1},  {'5', 2},  {'6', 4},  {'B', 8},  {'C', 16}, {'2', 3},  {'3', 5},  {'E', 9},
     {'G', 17}, {'7', 6},  {'H', 10}, {'I', 18}, {'J', 12}, {'K', 20}, {'L', 24}, {'4', 7},
     {'M', 11}, {'N', 19}, {'O', 13}, {'P', 21}, {'Q', 25}, {'R', 14}, {'S', 22}, {'T', 26},
     {'U', 28}, {'V', 15}, {'W', 23}, {'X', 27}, {'Y', 29}, {'Z', 30}, {'9', 31}});

}  // namespace

std::span<CodedField const> coded_fields() {
  return kCoded;
}

bool has_only_codes(CodedField const& field, std::string_view value) {
  if (value.size() % field.width != 0) return false;
  for (std::size_t at = 0; at < value.size(); at += field.width) {
    auto const code = value.substr(at, field.width);
    auto known = false;
    for (std::size_t i = 0; i < field.codes.size() && !known; i += field.width) {
      known = field.codes.substr(i, field.width) == code;
    }
    if (!known) return false;
  }
  return true;
}

std::span<FieldPlace const> date_fields() {
  return kDates;
}

std::span<FieldPlace const> plain_numbers() {
  return kPlainNumbers;
}

std::optional<std::size_t> law_priority(std::string_view law) {
  for (std::size_t at = 0; at < kLaws.size(); at += 2) {
    if (kLaws.substr(at, 2) == law) return at / 2;
  }
  return std::nullopt;
}

ReceiptKind receipt_kind(std::string_view code) {
  if (code.size() != 4 || code[0] != '6' || code[2] < '1' || code[2] > '5') return {};
  auto const payers = static_cast<std::size_t>(code[2] - '0');
  auto const person = code[3];
  switch (code[1]) {
    case '1':
      return {.insurer = true,
              .public_payers = payers - 1,
              .person = person,
              .ok = std::string_view{"24680"}.find(person) != std::string_view::npos};
    case '2':
      return {.public_payers = payers, .person = person, .ok = payers <= 4 && person == '2'};
    case '3':
      return {.insurer = true,
              .public_payers = payers - 1,
              .person = person,
              .latter_stage = true,
              .ok = person == '8' || person == '0'};
    default:
      return {};
  }
}

unsigned covered_payers(std::string_view code) {
  if (code.size() != 1) return 0;
  for (auto const& entry : kCovered) {
    if (entry.code == code.front()) return entry.payers;
  }
  return 0;
}

}  // namespace kazasu::claims
