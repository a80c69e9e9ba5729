// Cards, people and issuers for tests: synthetic, with a signer whose signatures show what was signed.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "emulators/card/card.h"
#include "emulators/identity/card_credential.h"
#include "emulators/identity/population.h"

namespace kazasu::card {

inline constexpr auto kTestPin = std::string_view{"1234"};

// 256 bytes: the input repeated. Not a signature, but a function of what was signed.
struct EchoSigner final : identity::CardSigner {
  std::string sign(std::string_view digest_info) const override {
    auto signature = std::string{};
    while (signature.size() < 256) signature += digest_info;
    signature.resize(256);
    return signature;
  }
  std::optional<std::string> sign_pss(std::string_view digest) const override {
    return sign("PSS" + std::string{digest});
  }
};

// A DER SEQUENCE of `size` bytes in all (260 or more), its content a counter.
inline std::string fake_der(std::size_t size) {
  auto der = std::string{"\x30\x82"};
  der.push_back(static_cast<char>((size - 4) >> 8U));
  der.push_back(static_cast<char>((size - 4) & 0xFFU));
  while (der.size() < size) der.push_back(static_cast<char>(der.size() & 0xFFU));
  return der;
}

inline identity::CardCredential test_credential(std::size_t certificate_size = 600) {
  return {.certificate = fake_der(certificate_size),
          .issuer_certificate = fake_der(1301),
          .signer = std::make_shared<EchoSigner const>()};
}

inline Card test_card() {
  return Card{test_credential(), kTestPin};
}

inline constexpr auto kTestSigningPin = std::string_view{"ABC123"};

// Both halves of the JPKI application; the signing certificate has 700 bytes.
inline CardParts test_parts() {
  auto const credential = test_credential();
  return {.certificate = credential.certificate,
          .issuer_certificate = std::make_shared<std::string const>(credential.issuer_certificate),
          .signer = credential.signer,
          .pin = std::string{kTestPin},
          .signing = SigningParts{.certificate = fake_der(700),
                                  .issuer_certificate = std::make_shared<std::string const>(fake_der(1319)),
                                  .signer = std::make_shared<EchoSigner const>(),
                                  .pin = std::string{kTestSigningPin}}};
}

struct TestPeople final : identity::PersonSource {
  std::uint64_t people() const override { return 1000; }
  identity::Person person(identity::PersonIndex index) const override {
    auto person = identity::Person{};
    person.index = index;
    person.certificate_serial = static_cast<std::uint32_t>(index + 1);
    person.pin = std::string{kTestPin};
    person.name = "試験\u3000花子";
    person.address = "架空県試験市一丁目１番";
    person.sex = identity::Sex::kFemale;
    person.birth_date = std::chrono::year{1980} / 2 / 17;
    person.certificate_not_after = sim::from_jst({std::chrono::year{2030} / 2 / 17, std::chrono::hours{23}});
    return person;
  }
  std::optional<identity::PersonIndex> by_certificate_serial(std::uint32_t serial) const override {
    return serial - 1;
  }
};

// The whole card of person 5, as far as a pool of people lives as long as the card.
inline Card whole_card(identity::PersonSource const& people) {
  auto parts = test_parts();
  parts.people = &people;
  parts.person = 5;
  return Card{std::move(parts)};
}

// Counts how many cards it issued.
struct TestIssuer final : identity::CardIssuer {
  explicit TestIssuer(identity::CardCredential made = test_credential()) : credential(std::move(made)) {}
  identity::CardCredential issue(identity::Person const& person) const override {
    ++issued;
    if (person.index == 666) throw std::runtime_error("no card for this person");
    return credential;
  }
  identity::CardCredential credential;
  mutable std::atomic<int> issued = 0;
};

}  // namespace kazasu::card
