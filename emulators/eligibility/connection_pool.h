// Which connections and TLS sessions each station's devices keep, as an HTTP client's pool does.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "emulators/eligibility/link.h"
#include "emulators/eligibility/ports.h"

namespace kazasu::eligibility {

enum class Channel : std::uint8_t { kPage, kApp, kClosedLine };
inline constexpr std::size_t kChannels = 3;

inline Link const& link_of(Links const& links, Channel channel) {
  if (channel == Channel::kPage) return links.page;
  return channel == Channel::kApp ? links.app : links.closed_line;
}

class ConnectionPool {
 public:
  struct Taken {
    bool is_new = false;
    bool resumes = false;  // new, with a TLS session known from an earlier one
  };

  // A connection for one exchange: a kept one when it is idle, else a new one. Nothing is remembered of it
  // until established() and give_back() say so.
  // `afresh`: a new one in any case.
  Taken take(Channel channel, Caller caller, Link const& link, bool afresh = false) {
    auto& kept = at(channel, caller);
    if (!afresh && link.connection == ConnectionPolicy::kKept && kept.idle > 0) {
      --kept.idle;
      return {};
    }
    return {.is_new = true, .resumes = link.tls == TlsPolicy::kResume && kept.session_known};
  }
  void established(Channel channel, Caller caller) { at(channel, caller).session_known = true; }
  // After a whole answer; an exchange that was given up closes its connection.
  void give_back(Channel channel, Caller caller, Link const& link) {
    if (link.connection == ConnectionPolicy::kKept) ++at(channel, caller).idle;
  }

 private:
  struct Kept {
    std::uint32_t idle = 0;
    bool session_known = false;
  };
  Kept& at(Channel channel, Caller caller) {
    if (caller.station >= stations_.size()) stations_.resize(caller.station + std::size_t{1});
    return stations_[caller.station][static_cast<std::size_t>(channel)];
  }

  std::vector<std::array<Kept, kChannels>> stations_;  // grows to the highest station seen
};

}  // namespace kazasu::eligibility
