#include "emulators/claims/search_number.h"

#include "emulators/claims/record_values.h"

namespace kazasu::claims {

namespace {

constexpr auto kDigits = std::size_t{26};

std::string padded(std::uint32_t number, std::size_t digits) {
  auto const text = std::to_string(number);
  return std::string(text.size() < digits ? digits - text.size() : 0, '0').append(text);
}

}  // namespace

std::string write_search_number(SearchNumber const& number) {
  auto text = std::string{number.payer == Payer::kFund ? '1' : '2'};
  text.append(number.station_code);
  text.append(padded(static_cast<unsigned>(static_cast<int>(number.month.year())), 4));
  text.append(padded(static_cast<unsigned>(number.month.month()), 2));
  return text.append(padded(number.send, 3)).append(padded(number.receipt, 6));
}

std::optional<SearchNumber> read_search_number(std::string_view digits) {
  if (digits.size() != kDigits) return std::nullopt;
  auto const payer = digits.front();
  auto const station = digits.substr(1, 10);
  auto const month = month_in(digits.substr(11, 6));
  auto const send = number_in(digits.substr(17, 3));
  auto const receipt = number_in(digits.substr(20));
  if ((payer != '1' && payer != '2') || !number_in(station) || !month || !send || !receipt)
    return std::nullopt;
  return SearchNumber{.payer = payer == '1' ? Payer::kFund : Payer::kFederation,
                      .station_code = std::string{station},
                      .month = *month,
                      .send = static_cast<std::uint32_t>(*send),
                      .receipt = static_cast<std::uint32_t>(*receipt)};
}

}  // namespace kazasu::claims
