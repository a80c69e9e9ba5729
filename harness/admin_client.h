// Speaks to the admin listener of a kazasu server on loopback.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "emulators/eligibility/responder_rules.h"
#include "sim/calendar.h"

namespace kazasu::harness {

struct AdminTarget {
  std::uint16_t port = 0;
  std::string token;
};

// Makes the server's calendar stand at the calendar's start when the wall clock reads `anchor`. Throws
// std::runtime_error when the server does not accept it.
void set_calendar(AdminTarget const& target, sim::Calendar const& calendar,
                  std::chrono::system_clock::time_point anchor);

// What GET answers at that path. Throws std::runtime_error when it is not 200.
std::string read_from(AdminTarget const& target, std::string const& path);

// Puts a fault rule in force. Throws std::runtime_error, with the server's own words, when it does not accept
// it.
void add_fault(AdminTarget const& target, std::string const& rule);

// How the certificate status responder behaves to everyone from now on. Throws std::runtime_error as above.
void set_responder(AdminTarget const& target, eligibility::ResponderState const& state);

}  // namespace kazasu::harness
