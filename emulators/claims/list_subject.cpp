#include "emulators/claims/list_subject.h"

namespace kazasu::claims {

namespace {

// 診療科 where there is none.
constexpr auto kNoDepartment = std::string_view{"50"};

std::string padded(std::uint32_t number, std::size_t digits) {
  auto const text = std::to_string(number);
  return std::string(text.size() < digits ? digits - text.size() : 0, '0').append(text);
}

}  // namespace

std::string_view payer_name(Payer payer) {
  return payer == Payer::kFund ? "社会保険診療報酬支払基金" : "国民健康保険団体連合会";
}

std::string_view prefecture_of(identity::Station const& station) {
  return std::string_view{station.institution_code}.substr(0, 2);
}
std::string_view table_of(identity::Station const& station) {
  return std::string_view{station.institution_code}.substr(2, 1);
}
std::string_view code_of(identity::Station const& station) {
  return std::string_view{station.institution_code}.substr(3);
}

std::string three_digits(std::uint32_t number) {
  return padded(number, 3);
}

std::string reception_number(std::uint32_t send, std::uint32_t receipt) {
  return padded(send, 4).append("-").append(padded(receipt, 8));
}

namespace {

std::string stem(std::string_view letters, identity::Station const& station, Payer payer) {
  auto name = std::string{"RI"}.append(letters);
  name.push_back(payer == Payer::kFund ? '1' : '2');
  return name.append(station.institution_code).append(kNoDepartment);
}

}  // namespace

std::string list_file_name(std::string_view letters, ListSubject const& subject) {
  auto name = stem(letters, subject.station, subject.key.payer);
  name.append(three_digits(subject.send.number));
  if (subject.send.kind == SendKind::kTest) name.append("TEST");
  return name.append(".csv");
}

std::string month_list_file_name(std::string_view letters, identity::Station const& station, Payer payer) {
  return stem(letters, station, payer).append(".csv");
}

}  // namespace kazasu::claims
