#include "emulators/eligibility/certificate_status.h"

#include <array>
#include <utility>

namespace kazasu::eligibility {

namespace {

using enum RevocationReason;

constexpr auto kReasons = std::array<std::pair<RevocationReason, std::string_view>, 10>{{
    {kUnspecified, "unspecified"},
    {kKeyCompromise, "key_compromise"},
    {kCaCompromise, "ca_compromise"},
    {kAffiliationChanged, "affiliation_changed"},
    {kSuperseded, "superseded"},
    {kCessationOfOperation, "cessation_of_operation"},
    {kCertificateHold, "certificate_hold"},
    {kRemoveFromCrl, "remove_from_crl"},
    {kPrivilegeWithdrawn, "privilege_withdrawn"},
    {kAaCompromise, "aa_compromise"},
}};

}  // namespace

std::string_view name_of(RevocationReason reason) {
  for (auto const& [value, name] : kReasons) {
    if (value == reason) return name;
  }
  return "unspecified";
}

std::optional<RevocationReason> reason_by_name(std::string_view name) {
  for (auto const& [value, text] : kReasons) {
    if (text == name) return value;
  }
  return std::nullopt;
}

}  // namespace kazasu::eligibility
