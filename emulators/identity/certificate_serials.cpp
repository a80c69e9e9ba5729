#include "emulators/identity/certificate_serials.h"

#include <stdexcept>
#include <string>

namespace kazasu::identity {

namespace {

// Keeps the top bit clear and the next one set: DER then needs exactly four bytes.
constexpr auto kFirstCards = std::uint32_t{1} << 30U;
constexpr auto kLaterBits = 27U;
constexpr auto kLaterMask = (std::uint32_t{1} << kLaterBits) - 1U;
static_assert(CertificateSerials::kPeopleWithSecondCards == PersonIndex{kLaterMask} + 1);

}  // namespace

CertificateSerials::CertificateSerials(std::uint64_t seed) : permutation_(seed, "certificate serial") {}

std::uint32_t CertificateSerials::serial(CertificateHolder const& owner) const {
  auto const index = static_cast<std::uint32_t>(owner.person);
  if (owner.issue == 1) return kFirstCards | permutation_.forward(index);
  if (owner.issue == 0 || owner.issue > kLastIssue) {
    throw std::invalid_argument("a card is issued 1 to " + std::to_string(kLastIssue) + " times, not " +
                                std::to_string(owner.issue) + " times");
  }
  if (owner.person >= kPeopleWithSecondCards) {
    throw std::invalid_argument("person " + std::to_string(owner.person) + ": only the first " +
                                std::to_string(kPeopleWithSecondCards) +
                                " people can have a card issued again");
  }
  // The same permutation, walked on until it is back among the lower numbers, permutes them.
  auto number = permutation_.forward(index);
  while (number > kLaterMask) number = permutation_.forward(number);
  return (owner.issue - 1) << kLaterBits | number;
}

std::optional<CertificateHolder> CertificateSerials::owner(std::uint32_t serial) const {
  if (serial >> 30U == 1) {
    return CertificateHolder{permutation_.backward(serial & (KeyedPermutation::kSize - 1)), 1};
  }
  auto const issue = (serial >> kLaterBits) + 1;
  if (issue < 2 || issue > kLastIssue) return std::nullopt;
  auto number = permutation_.backward(serial & kLaterMask);
  while (number > kLaterMask) number = permutation_.backward(number);
  return CertificateHolder{number, issue};
}

}  // namespace kazasu::identity
