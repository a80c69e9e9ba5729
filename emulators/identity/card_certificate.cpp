#include "emulators/identity/card_certificate.h"

#include <array>
#include <chrono>

#include "sim/random.h"

namespace kazasu::identity {

namespace {

using enum NameField;

constexpr auto kPolicy = std::string_view{"\x2A\x83\x08\x8C\x9B\x55\x08\x05\x01\x03\x1E"};
// Ten years against five.
constexpr auto kLongerLife = std::chrono::years{5};

}  // namespace

std::string card_common_name(std::uint32_t serial) {
  constexpr auto kAlphabet = std::string_view{"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"};
  auto random = sim::RandomStream{0, "card common name", serial};
  auto name = std::string{};
  for (auto i = 0; i < 14; ++i) name += kAlphabet[random.below(kAlphabet.size())];
  name += std::to_string(kFirstTestMunicipality + test_municipality(serial));
  for (auto i = 0; i < 3; ++i) name += static_cast<char>('0' + random.below(10));
  name += static_cast<char>('A' + random.below(26));
  return name;
}

Validity card_certificate_validity(Person const& person, CardGeneration generation) {
  auto validity = Validity{person.certificate_not_before, person.certificate_not_after};
  if (generation == CardGeneration::kNext) {
    auto begin = sim::to_jst(validity.not_before);
    begin.date -= kLongerLife;
    if (!begin.date.ok()) begin.date = begin.date.year() / begin.date.month() / std::chrono::last;
    validity.not_before = sim::from_jst(begin);
  }
  return validity;
}

CardCertificateProfile::CardCertificateProfile(CardGeneration generation, x509_st* ca, evp_pkey_st* ca_key)
    : generation_(generation),
      ca_(share(ca)),
      ca_key_(share(ca_key)),
      key_usage_(make_extension("keyUsage", "critical,digitalSignature")),
      extended_key_usage_(make_extension("extendedKeyUsage", "clientAuth")),
      policies_(make_card_policies(kPolicy)),
      issuer_({CardHalf::kAuthentication, generation}, ca) {}

std::string CardCertificateProfile::issue(Person const& person, std::string_view public_key) const {
  auto const serial = person.certificate_serial;
  auto const common_name = card_common_name(serial);
  auto const subject = std::array<NameEntry, 2>{{{kCountry, "JP"}, {kCommonName, common_name}}};
  auto const municipality = static_cast<std::size_t>(test_municipality(serial));
  auto const certificate = CertificateBuilder{}
                               .serial(serial)
                               .issued_by(ca_.get())
                               .validity(card_certificate_validity(person, generation_))
                               .subject(subject)
                               .encoded_key(key_kind_of(ca_key_.get()), public_key)
                               .extension(key_usage_)
                               .extension(extended_key_usage_)
                               .extension(policies_)
                               .extension(issuer_.issuer_alternative_name)
                               .extension(issuer_.distribution_points[municipality])
                               .extension(issuer_.authority_information)
                               .extension(issuer_.authority_key_identifier)
                               .subject_key_identifier()
                               .sign(ca_key_.get());
  return certificate_to_der(certificate.get());
}

}  // namespace kazasu::identity
