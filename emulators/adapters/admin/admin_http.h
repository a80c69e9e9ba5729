// The admin listener's routes, and the token that guards them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulators/adapters/http/http_service.h"
#include "emulators/adapters/http/https_server.h"
#include "sim/calendar.h"

namespace kazasu::adapters {

// The calendar stands at `start` when the wall clock reads `anchor_unix_us`, and runs `speed` times as fast.
struct CalendarSetting {
  sim::Instant start;
  std::uint32_t speed = 1;
  std::int64_t anchor_unix_us = 0;
};

struct NamedCounters {
  std::string name;  // of the listener
  ServerCounters counters;
};

struct AdminActions {
  std::function<bool()> ready;
  std::function<std::vector<NamedCounters>()> listeners;
  // Further figures by name; may be empty.
  std::function<std::vector<std::pair<std::string, std::uint64_t>>()> figures;
  std::function<void(CalendarSetting const&)> set_calendar;
  std::function<void()> stop;
  // Further routes, by the first segment of their path; they need the token as well. May be empty.
  std::map<std::string, HttpService*, std::less<>> services{};
};

class AdminHttp final : public HttpService {
 public:
  // `token`: what `Authorization: Bearer` must carry. Throws std::invalid_argument when it is empty.
  AdminHttp(std::string token, AdminActions actions);
  HttpAnswer handle(HttpRequestView const& request, sim::Instant now,
                    eligibility::StageMeter& meter) override;

 private:
  bool is_authorized(std::string_view authorization) const;
  HttpAnswer counters() const;
  HttpAnswer set_calendar(std::string_view body) const;

  std::string token_;
  AdminActions actions_;
};

// A new random token in `folder`/admin.token, mode 0600, in place of an older one. Throws std::runtime_error
// naming the file when it cannot be written.
std::string write_admin_token(std::filesystem::path const& folder);
// Throws std::runtime_error naming the file when there is none.
std::string read_admin_token(std::filesystem::path const& folder);

}  // namespace kazasu::adapters
