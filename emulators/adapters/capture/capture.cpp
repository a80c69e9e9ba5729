#include "emulators/adapters/capture/capture.h"

#include <array>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <stdexcept>

#include "emulators/adapters/capture/capture_mask.h"
#include "emulators/adapters/capture/visit_key.h"
#include "emulators/adapters/json/reception_json.h"
#include "emulators/adapters/services/outcome_codes.h"
#include "emulators/adapters/services/request_operation.h"

namespace kazasu::adapters {

namespace {

namespace json = boost::json;

constexpr auto kEnds = std::array<std::string_view, 4>{"answered", "reset", "cut", "broken"};

std::int64_t in_us(std::chrono::nanoseconds time) {
  return std::chrono::duration_cast<std::chrono::microseconds>(time).count();
}

json::value left_out(std::uint64_t bytes) {
  return json::object{{"left_out_bytes", bytes}};
}

// A body without what is personal; nothing when there is none, its size alone when it is too long.
json::value body_of(MaskedBody const& masked, std::string_view body, std::size_t most) {
  if (body.empty()) return nullptr;
  if (masked.json.size() > most) return left_out(body.size());
  return json::parse(masked.json);
}

json::object tls_of(TlsFacts const& facts) {
  return {{"version", facts.version},
          {"cipher", facts.cipher},
          {"resumed", facts.resumed},
          {"client_subject", facts.client_name},
          {"client_serial", facts.client_serial}};
}

json::object timing_of(HttpExchange const& exchange) {
  auto const& share = exchange.share;
  return {{"whole", in_us(exchange.whole)},
          {"queue", in_us(share.queue)},
          {"signature", in_us(share.signature)},
          {"status", in_us(share.status)},
          {"registration", in_us(share.registration)},
          {"lookup", in_us(share.lookup)}};
}

// By which the lines of one visit, and the APDUs of its card, are found.
void add_keys(json::object& line, std::optional<eligibility::FaultOperation> operation,
              HttpExchange const& exchange) {
  auto session = std::string{session_in(exchange.request.target)};
  if (operation == eligibility::FaultOperation::kConsent) {
    auto const opened = decode_consent_answer(exchange.answer.body);
    if (opened && !opened->nonce.empty()) line["to_sign"] = visit_key(opened->nonce);
    if (opened) session = opened->session;
  }
  if (!session.empty()) line["visit"] = visit_key(session);
}

}  // namespace

Capture::Capture(std::filesystem::path folder, CaptureLimits limits)
    : folder_(std::move(folder)), limits_(limits) {
  auto error = std::error_code{};
  std::filesystem::create_directories(folder_, error);
  if (error) {
    throw std::runtime_error("cannot make the folder " + folder_.string() +
                             " for --capture: " + error.message());
  }
}

std::filesystem::path Capture::path_of(std::string const& listener, unsigned age) const {
  auto name = listener;
  if (age != 0) name.append(".").append(std::to_string(age));
  return folder_ / name.append(".jsonl");
}

bool Capture::open(std::string const& listener, File& file) const {
  if (file.stream.is_open()) return true;
  auto const path = path_of(listener, 0);
  file.stream.open(path, std::ios::app | std::ios::binary);
  auto error = std::error_code{};
  std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write,
                               error);
  auto const size = std::filesystem::file_size(path, error);
  file.size = error ? 0 : size;
  return file.stream.is_open();
}

void Capture::set_aside(std::string const& listener, File& file) const {
  file.stream.close();
  auto ignored = std::error_code{};
  for (auto age = limits_.kept - 1; age > 0; --age) {
    std::filesystem::rename(path_of(listener, age - 1), path_of(listener, age), ignored);
  }
  if (limits_.kept <= 1) std::filesystem::remove(path_of(listener, 0), ignored);
}

void Capture::write(std::string const& listener, std::string const& line) {
  auto& file = files_[listener];
  auto usable = open(listener, file);
  if (usable && file.size != 0 && file.size + line.size() + 1 > limits_.file) {
    set_aside(listener, file);
    usable = open(listener, file);
  }
  if (usable) file.stream << line << '\n' << std::flush;
  if (!usable || !file.stream) {
    ++lost_;
    file.stream.close();
    file.stream.clear();
    return;
  }
  file.size += line.size() + 1;
  ++written_;
}

void CaptureObserver::observe(HttpExchange const& exchange) {
  auto const scope = capture_.scope();
  auto const operation = site_.operation(exchange.request);
  auto const station = operation ? site_.station(exchange.request) : std::nullopt;
  if (scope->station && scope->station != station) return;
  if (scope->person) {
    auto const person = operation && site_.person ? site_.person(*operation, exchange.request) : std::nullopt;
    if (scope->person != person) return;
  }
  auto const asked = mask_body(exchange.request.body);
  auto const answered = mask_body(exchange.answer.body);
  auto const outcome = outcome_by_name(answered.outcome);
  auto const most = capture_.limits().body;
  auto line = json::object{{"at", sim::iso_date_time(exchange.at)},
                           {"listener", listener_},
                           {"connection", exchange.connection},
                           {"exchange", exchange.number},
                           {"operation", operation ? eligibility::name_of(*operation) : "unknown"}};
  if (station) line["station"] = *station;
  add_keys(line, operation, exchange);
  if (!exchange.tls.version.empty()) line["tls"] = tls_of(exchange.tls);
  line["request"] = exchange.request.sink == nullptr ? body_of(asked, exchange.request.body, most)
                                                     : left_out(exchange.request.streamed);
  line["end"] = kEnds[static_cast<std::size_t>(exchange.end)];
  line["status"] = exchange.end == ExchangeEnd::kReset ? 0 : exchange.answer.status;
  line["answer"] = body_of(answered, exchange.answer.body, most);
  if (!answered.outcome.empty()) line["outcome"] = answered.outcome;
  if (outcome) line["rule"] = eligibility::refused_by(*outcome);
  if (exchange.answer.wire.rule != 0) line["fault"] = exchange.answer.wire.rule;
  line["us"] = timing_of(exchange);
  capture_.write(listener_, json::serialize(line));
}

}  // namespace kazasu::adapters
