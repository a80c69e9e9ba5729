#include "emulators/adapters/exchange/exchange_interfaces.h"

#include <algorithm>
#include <array>

#include "emulators/adapters/xml/bulk_xml.h"
#include "emulators/adapters/xml/eligibility_xml.h"

namespace kazasu::adapters {

namespace {

constexpr auto kInterfaces = std::array<ExchangeInterface, 26>{{
    {"OQSsiquc01", "/eligibility/qualification"},
    {"OQSsiimm01", "/eligibility/reference-number"},
    {"OQSsihvq01", "/eligibility/re-inquiry", "2"},
    {"OQSsionq01", "/eligibility/re-inquiry", "3"},
    {"OQSsihvd01", "/eligibility/cancellation"},
    {"OQSmuquc01", "/eligibility/bulk/inquiry/requests"},
    {"OQSmuquc02", "/eligibility/bulk/inquiry/results"},
    {"OQSmuimm01", "/eligibility/bulk/reference-numbers/requests"},
    {"OQSmuimm02", "/eligibility/bulk/reference-numbers/results"},
    {"OQSmuhvq01", "/eligibility/bulk/consented/requests", "2"},
    {"OQSmuhvq02", "/eligibility/bulk/consented/results"},
    {"OQSmuonq01", "/eligibility/bulk/consented/requests", "3"},
    {"OQSmuonq02", "/eligibility/bulk/consented/results"},
    {"OQSmuhvr01", "/eligibility/bulk/re-inquiry/requests"},
    {"OQSmuhvr02", "/eligibility/bulk/re-inquiry/results"},
    {"OQSmutic01", ""},
    {"OQSmutic02", ""},
    {"OQSsiurl01", "/eligibility/settings/url"},
    {"OQSsiinq01", "/eligibility/settings/inquiry"},
    {"OQSsiupd01", "/eligibility/settings/update"},
    {"OQSsivcp01", "/eligibility/settings/passcode"},
    {"OQSsiacl01", "/eligibility/settings/activation-codes"},
    {"OQSsiaci01", "/eligibility/settings/activation-code-issue"},
    {"OQSsiacd01", "/eligibility/settings/activation-code-disabling"},
    {"YZKsiquc01", "/eligibility/medical-data/medication"},
    {"TKKsiquc01", "/eligibility/medical-data/checkup"},
}};

}  // namespace

std::size_t ExchangeInterface::longest_request() const {
  return path.ends_with("/requests") ? kLongestBulkRequest : kLongestXml;
}

std::span<ExchangeInterface const> exchange_interfaces() {
  return kInterfaces;
}

ExchangeInterface const* find_exchange_interface(std::string_view prefix) {
  auto const* const found = std::ranges::find(kInterfaces, prefix, &ExchangeInterface::prefix);
  return found == kInterfaces.end() ? nullptr : found;
}

}  // namespace kazasu::adapters
