// The words of the claims line's paths and messages, the same for server and client.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "emulators/claims/claims_messages.h"

namespace kazasu::adapters {

inline constexpr auto kPayerNames = std::to_array<std::string_view>({"fund", "federation"});
inline constexpr auto kSendKindNames = std::to_array<std::string_view>({"claim", "test"});
inline constexpr auto kSendStateNames =
    std::to_array<std::string_view>({"being_checked", "checked", "confirmed", "cancelled", "refused"});
inline constexpr auto kReceiptClassNames = std::array<std::string_view, claims::kReceiptClasses>{
    "normal", "notice", "review", "return", "unacceptable"};

constexpr std::string_view word_of(claims::Payer payer) {
  return kPayerNames[static_cast<std::size_t>(payer) - 1];
}
constexpr std::string_view word_of(claims::SendKind kind) {
  return kSendKindNames[static_cast<std::size_t>(kind)];
}
constexpr std::string_view word_of(claims::SendState state) {
  return kSendStateNames[static_cast<std::size_t>(state)];
}

template <class Value, std::size_t kCount>
constexpr std::optional<Value> value_of(std::array<std::string_view, kCount> const& words,
                                        std::string_view word, std::size_t first = 0) {
  for (std::size_t i = 0; i < kCount; ++i) {
    if (words[i] == word) return static_cast<Value>(i + first);
  }
  return std::nullopt;
}
constexpr std::optional<claims::Payer> payer_by_word(std::string_view word) {
  return value_of<claims::Payer>(kPayerNames, word, 1);
}
constexpr std::optional<claims::SendKind> send_kind_by_word(std::string_view word) {
  return value_of<claims::SendKind>(kSendKindNames, word);
}
constexpr std::optional<claims::SendState> send_state_by_word(std::string_view word) {
  return value_of<claims::SendState>(kSendStateNames, word);
}
inline std::optional<claims::ClaimList> claim_list_by_word(std::string_view word) {
  for (std::size_t i = 0; i < claims::kClaimLists; ++i) {
    auto const list = static_cast<claims::ClaimList>(i);
    if (name_of(list) == word) return list;
  }
  return std::nullopt;
}

}  // namespace kazasu::adapters
