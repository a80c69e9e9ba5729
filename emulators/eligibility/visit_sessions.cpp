#include "emulators/eligibility/visit_sessions.h"

#include <array>
#include <utility>

#include "sim/random.h"

namespace kazasu::eligibility {

namespace {

struct SessionName {
  std::uint64_t key = 0;
  std::uint64_t rest = 0;
};

SessionName name_of_visit(std::uint64_t seed, std::uint64_t number) {
  auto random = sim::RandomStream{seed, "eligibility.session", number};
  auto const key = random.next();
  return {key, random.next()};
}

void append_hex(std::string& text, std::uint64_t value) {
  for (auto shift = 64; shift > 0;) {
    shift -= 4;
    text += "0123456789abcdef"[value >> static_cast<unsigned>(shift) & 0xFU];
  }
}

std::string hex(SessionName const& name) {
  auto text = std::string{};
  text.reserve(32);
  append_hex(text, name.key);
  append_hex(text, name.rest);
  return text;
}

// The first sixteen digits; nothing when the text cannot be a session name.
std::optional<std::uint64_t> key_of(std::string_view session) {
  if (session.size() != 32) return std::nullopt;
  auto key = std::uint64_t{0};
  for (auto const digit : session.substr(0, 16)) {
    auto const value = std::string_view{"0123456789abcdef"}.find(digit);
    if (value == std::string_view::npos) return std::nullopt;
    key = key << 4U | value;
  }
  return key;
}

std::string nonce_of_visit(std::uint64_t seed, std::uint64_t number) {
  auto random = sim::RandomStream{seed, "eligibility.nonce", number};
  auto nonce = std::string{};
  nonce.reserve(VisitSessions::kNonceBytes);
  while (nonce.size() < VisitSessions::kNonceBytes) {
    auto const bits = random.next();
    for (auto shift = 0U; shift < 64; shift += 8) nonce += static_cast<char>(bits >> shift & 0xFFU);
  }
  return nonce;
}

}  // namespace

std::optional<VisitSessions::Opened> VisitSessions::open(Visit const& visit) {
  forget_old(visit.opened);
  if (visits_.size() >= limit_) return std::nullopt;
  auto const number = opened_++;
  auto const name = name_of_visit(seed_, number);
  visits_.insert_or_assign(name.key, Entry{number, visit});
  ages_.push_back({name.key, number, visit.opened});
  return Opened{hex(name), nonce_of_visit(seed_, number)};
}

VisitSessions::Taken VisitSessions::take(std::string_view session, identity::StationIndex station,
                                         sim::Instant now) {
  forget_old(now);
  auto const key = key_of(session);
  if (!key) return {};
  auto const found = visits_.find(*key);
  if (found == visits_.end()) return {};
  auto const [number, visit] = found->second;
  if (visit.station != station || hex(name_of_visit(seed_, number)) != session) return {};
  visits_.erase(found);
  if (now - visit.opened >= kLifetime) return {.finding = Finding::kExpired, .visit = {}, .nonce = {}};
  return {Finding::kOpen, visit, nonce_of_visit(seed_, number)};
}

void VisitSessions::forget_old(sim::Instant now) {
  while (!ages_.empty() && now - ages_.front().opened >= kRemembered) {
    auto const found = visits_.find(ages_.front().key);
    if (found != visits_.end() && found->second.number == ages_.front().number) visits_.erase(found);
    ages_.pop_front();
  }
}

}  // namespace kazasu::eligibility
