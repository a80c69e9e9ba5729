#include "emulators/card/applications.h"

#include <algorithm>
#include <array>

namespace kazasu::card {

namespace {

// ISO/IEC 7816-5: the registered part of an AID, the shortest name that can be meant.
constexpr std::size_t kShortestAid = 5;

struct ApplicationRow {
  ApplicationId id;
  std::string_view aid;
};
constexpr auto kApplications = std::array{
    ApplicationRow{ApplicationId::kJpki, kJpkiAid},
    ApplicationRow{ApplicationId::kText, kTextAid},
    ApplicationRow{ApplicationId::kVisual, kVisualAid},
    ApplicationRow{ApplicationId::kCommon, kCommonAid},
    ApplicationRow{ApplicationId::kResident, kResidentAid},
    ApplicationRow{ApplicationId::kCardManager, kCardManagerAid},
};

}  // namespace

std::optional<ApplicationId> find_application(std::string_view aid) {
  if (aid.size() < kShortestAid) return std::nullopt;
  auto const row = std::find_if(kApplications.begin(), kApplications.end(),
                                [aid](auto const& known) { return known.aid.starts_with(aid); });
  if (row == kApplications.end()) return std::nullopt;
  return row->id;
}

}  // namespace kazasu::card
