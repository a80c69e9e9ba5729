#include "tests/store/claims_samples.h"

#include <sstream>
#include <variant>

namespace kazasu::store {

namespace {

using namespace claims;

std::ostream& operator<<(std::ostream& out, SendKey const& key) {
  return out << key.station << '/' << static_cast<int>(key.payer) << '/' << static_cast<int>(key.month.year())
             << '-' << static_cast<unsigned>(key.month.month());
}
std::ostream& operator<<(std::ostream& out, sim::Instant at) {
  return out << at.time_since_epoch().count();
}

void describe(std::ostream& out, SendMade const& made) {
  auto const& send = made.send;
  out << "send " << made.key << '/' << send.number << " kind " << static_cast<int>(send.kind) << " asp "
      << send.with_asp << " hash " << send.content << " received " << send.received << " ready " << send.ready
      << " refused " << send.refused << " cancelled " << send.cancelled;
  for (auto const& receipt : send.receipts) {
    out << " [" << receipt.identity << ' ' << receipt.person << ' '
        << static_cast<int>(receipt.care_month.year()) << '-'
        << static_cast<unsigned>(receipt.care_month.month()) << ' ' << static_cast<int>(receipt.checked)
        << ' ' << static_cast<int>(receipt.eligibility) << ' ' << static_cast<int>(receipt.parts) << ']';
  }
}
void describe(std::ostream& out, SendConfirmed const& one) {
  out << "confirmed " << one.key << '/' << one.number << " how " << static_cast<int>(one.how) << " at "
      << one.at;
}
void describe(std::ostream& out, SendCancelled const& one) {
  out << "cancelled " << one.key << '/' << one.number << " at " << one.at;
}
void describe(std::ostream& out, PasswordChanged const& one) {
  out << "password " << one.caller.station << '/' << static_cast<int>(one.caller.payer) << ' '
      << one.record.sealed << " initial " << one.record.initial;
}
void describe(std::ostream& out, WindowExtended const& one) {
  out << "extended " << static_cast<unsigned>(one.month.month()) << " until " << one.until;
}
void describe(std::ostream& out, ClaimsForgotten const& /*all*/) {
  out << "forgotten";
}

}  // namespace

std::string described(ClaimChange const& change) {
  auto out = std::ostringstream{};
  std::visit([&out](auto const& one) { describe(out, one); }, change);
  return out.str();
}

}  // namespace kazasu::store
