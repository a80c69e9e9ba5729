#include "emulators/card/card_data.h"

#include "emulators/card/personal_applications.h"
#include "emulators/card/printed_objects.h"
#include "emulators/card/tlv.h"

namespace kazasu::card {

namespace {

using namespace std::string_view_literals;

constexpr auto kIssuer = "KAZASU TEST CARD"sv;
// GlobalPlatform Card Specification, appendix H: recognition data, version 2.1.1.
constexpr auto kRecognition =
    "\x06\x07\x2A\x86\x48\x86\xFC\x6B\x01"
    "\x60\x0B\x06\x09\x2A\x86\x48\x86\xFC\x6B\x02\x02\x01"
    "\x63\x09\x06\x07\x2A\x86\x48\x86\xFC\x6B\x03"sv;
// pcsc-tools' list of cards and OpenSC's registration of them name this one for My Number cards.
constexpr auto kContactAtr = "\x3B\xDA\x13\xFF\x81\x31\xFB\x46\x80\x12\x39\x2F\x31\xC1\x73\xC6\x01\xC0\x3B"sv;

std::optional<std::string> object_of_holder(std::uint16_t tag, PersonalApplications const& personal) {
  switch (tag) {
    case 0x0045:
      return placeholder("card identifier", personal.holder().person, 16);
    case 0x00F0:
      return personal.holder().municipality;
    case 0x00F2:
      return personal.holder().expiry;
    case 0x7F21:
      return card_verifiable_certificate(personal.holder().person);
    default:
      return std::nullopt;
  }
}

}  // namespace

std::string_view contact_atr() {
  return kContactAtr;
}

std::optional<std::string> card_data_object(std::uint16_t tag, CardKind kind,
                                            PersonalApplications const* personal) {
  switch (tag) {
    case 0x0042:
      return std::string{kIssuer};
    case 0x0066:
      return tlv(0x66, tlv(0x73, kRecognition));
    case 0x5F51:
      return kind == CardKind::kSmartphone ? std::nullopt : std::optional{std::string{kContactAtr.substr(1)}};
    default:
      return personal == nullptr ? std::nullopt : object_of_holder(tag, *personal);
  }
}

}  // namespace kazasu::card
