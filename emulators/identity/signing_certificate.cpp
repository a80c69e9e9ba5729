#include "emulators/identity/signing_certificate.h"

#include <algorithm>
#include <array>

#include "emulators/identity/card_certificate.h"
#include "emulators/identity/der.h"
#include "emulators/identity/japanese_era.h"
#include "sim/calendar.h"

namespace kazasu::identity {

namespace {

using enum NameField;

constexpr auto kPolicy = std::string_view{"\x2A\x83\x08\x8C\x9B\x55\x08\x05\x01\x01\x14"};
// 1.2.392.200149.8.5.5, to be followed by the number of one item.
constexpr auto kHolderItems = std::string_view{"\x2A\x83\x08\x8C\x9B\x55\x08\x05\x05"};

enum class HolderItem : char {
  kName = 1,
  kNameSubstitutes = 2,
  kSex = 3,
  kBirthDate = 4,
  kAddress = 5,
  kAddressSubstitutes = 6,
};

// OtherName (RFC 5280, 4.2.1.6) under the tag of its place in GeneralName.
std::string other_name(HolderItem item, std::string_view text) {
  auto const identifier = std::string{kHolderItems} + static_cast<char>(item);
  return der(DerTag::kContext0, der(DerTag::kObjectIdentifier, identifier) +
                                    der(DerTag::kContext0, der(DerTag::kUtf8String, text)));
}

std::string era_birth_date(std::chrono::year_month_day date) {
  return std::to_string(era_year(date).number) + sim::compact_date(date);
}

// No character of a synthetic person stands in for another one.
std::string no_substitutes(std::string_view text) {
  auto const characters =
      std::count_if(text.begin(), text.end(), [](char c) { return (c & '\xC0') != '\x80'; });
  return std::string(static_cast<std::size_t>(characters), '0');
}

}  // namespace

std::string holder_alternative_name(Person const& person) {
  auto const sex = std::to_string(static_cast<int>(person.sex));
  return der(DerTag::kSequence,
             other_name(HolderItem::kName, person.name) +
                 other_name(HolderItem::kBirthDate, era_birth_date(person.birth_date)) +
                 other_name(HolderItem::kSex, sex) + other_name(HolderItem::kAddress, person.address) +
                 other_name(HolderItem::kNameSubstitutes, no_substitutes(person.name)) +
                 other_name(HolderItem::kAddressSubstitutes, no_substitutes(person.address)));
}

SigningCertificateProfile::SigningCertificateProfile(CardGeneration generation, x509_st* ca,
                                                     evp_pkey_st* ca_key)
    : generation_(generation),
      ca_(share(ca)),
      ca_key_(share(ca_key)),
      key_usage_(make_extension("keyUsage", "critical,digitalSignature,nonRepudiation")),
      policies_(make_card_policies(kPolicy)),
      issuer_({CardHalf::kSigning, generation}, ca) {}

std::string SigningCertificateProfile::issue(Person const& person, std::string_view public_key) const {
  auto const serial = signing_serial(person.certificate_serial);
  auto const municipality = test_municipality(person.certificate_serial);
  auto const locality = "TEST Municipality " + std::to_string(kFirstTestMunicipality + municipality);
  auto const common_name = card_common_name(serial);
  auto const subject =
      std::array<NameEntry, 3>{{{kCountry, "JP"}, {kLocality, locality}, {kCommonName, common_name}}};
  auto const holder = make_encoded_extension("subjectAltName", false, holder_alternative_name(person));
  auto const certificate = CertificateBuilder{}
                               .serial(serial)
                               .issued_by(ca_.get())
                               .validity(card_certificate_validity(person, generation_))
                               .subject(subject)
                               .encoded_key(key_kind_of(ca_key_.get()), public_key)
                               .extension(key_usage_)
                               .extension(policies_)
                               .extension(holder)
                               .extension(issuer_.issuer_alternative_name)
                               .extension(issuer_.distribution_points[static_cast<std::size_t>(municipality)])
                               .extension(issuer_.authority_information)
                               .extension(issuer_.authority_key_identifier)
                               .subject_key_identifier()
                               .sign(ca_key_.get());
  return certificate_to_der(certificate.get());
}

}  // namespace kazasu::identity
