#include "emulators/adapters/exchange/exchange_terminal.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>

#include "emulators/adapters/exchange/exchange_folders.h"
#include "emulators/adapters/exchange/exchange_line.h"
#include "emulators/adapters/exchange/exchange_message.h"
#include "emulators/adapters/exchange/exchange_zip.h"
#include "emulators/adapters/exchange/face_results.h"
#include "sim/realtime.h"

namespace kazasu::adapters {

namespace {

using std::chrono::steady_clock;
using Place = ExchangeFolders::Place;

constexpr auto kLook = std::chrono::milliseconds{50};  // between two looks at the folder
constexpr auto kExpire = std::chrono::seconds{10};
constexpr auto kAtATime = std::size_t{4};  // requests under way; of bulk requests one
constexpr auto kFirstWait = std::chrono::seconds{1};
constexpr auto kLongestWait = std::chrono::seconds{60};
constexpr auto kLongestArchive = std::size_t{64} * 1024 * 1024;

// A request from its file to its result.
struct Taken {
  ExchangeRequest request;
  FileStamp stamp;
};

}  // namespace

struct ExchangeTerminal::State {
  State(sim::Realtime& owner, ExchangeOptions given)
      : realtime(owner),
        options(std::move(given)),
        folders(options.root, options.settle),
        line(owner, options),
        faces(line, folders, options) {}

  sim::Realtime& realtime;
  ExchangeOptions options;
  ExchangeFolders folders;
  ExchangeLine line;
  FaceResults faces;
  ExchangeCounts counts{};
  std::deque<std::string> waiting{};  // complete, and not under way
  std::set<std::string> told{};       // of those, the ones whose last result nobody fetched
  std::set<std::string> under_way{};
  bool bulk_under_way = false;
  std::uint64_t nameless = 0;  // results of requests whose names have no form
  bool disk_failed = false;
  sim::TimePoint next_expiry = sim::kRunStart;

  void look();
  void begin_requests();
  bool is_held(std::string const& name, RequestName const& parsed);
  std::optional<Taken> take(std::string const& name);
  ExchangeRequest open(RequestName name, ReadFile file) const;
  ExchangeRequest read(RequestName name, std::string_view bytes) const;
  void deliver(std::string const& name, Taken const& taken, ExchangeResult result);
  bool deliver_or_say(std::string const& name, Taken const& taken, ExchangeResult const& result);
  void expire();
  void say_once(std::runtime_error const& of_the_disk);
  bool is_over() const;
};

namespace {

using State = ExchangeTerminal::State;

// A request that is under way, however it ends.
class UnderWay {
 public:
  UnderWay(State& state, std::string name, bool bulk) : state_(state), name_(std::move(name)), bulk_(bulk) {
    state_.under_way.insert(name_);
    if (bulk_) state_.bulk_under_way = true;
  }
  ~UnderWay() {
    state_.under_way.erase(name_);
    if (bulk_) state_.bulk_under_way = false;
  }
  UnderWay(UnderWay const&) = delete;
  UnderWay& operator=(UnderWay const&) = delete;

 private:
  State& state_;
  std::string name_;
  bool bulk_;
};

bool is_bulk(RequestName const& name) {
  return name.asked != nullptr && name.asked->is_bulk();
}

}  // namespace

// While the disk does not take the result, the request stays in req.
sim::Task<void> answer_request(State& state, std::string name) {
  auto const parsed = parse_request_name(name);
  auto const under_way = UnderWay{state, name, is_bulk(parsed)};
  auto const taken = state.take(name);
  if (!taken) co_return;
  auto result = ExchangeResult{};
  if (taken->request.fault) {
    result = fault_result(taken->request, state.options.calendar());
  } else {
    auto const& asked = *taken->request.name.asked;
    auto answer = co_await state.line.ask(std::string{asked.path}, taken->request.body, asked.patience());
    if (!answer) {
      state.waiting.push_back(name);
      co_return;
    }
    result = result_of(taken->request, *answer, state.options.calendar(), state.options.reception_url);
  }
  for (auto wait = kFirstWait; !state.deliver_or_say(name, *taken, result);
       wait = std::min(2 * wait, kLongestWait)) {
    if (state.options.once) co_return;
    co_await state.realtime.engine.sleep_for(wait);
  }
}

sim::Task<void> watch_folder(State& state) {
  while (!state.options.stop() && !state.is_over()) {
    state.look();
    co_await state.realtime.engine.sleep_for(kLook);
  }
  state.realtime.engine.stop();
}

sim::Task<void> watch_faces(State& state) {
  while (true) {
    try {
      auto const written = co_await state.faces.fetch();
      state.counts.faces += written;
    } catch (std::runtime_error const& error) {
      state.say_once(error);  // what is pending is fetched again
    }
    co_await state.realtime.engine.sleep_for(state.options.face_interval);
  }
}

void ExchangeTerminal::State::look() {
  for (auto& name : folders.complete_requests(steady_clock::now())) {
    // One that is under way may be another file of that name by now.
    if (std::ranges::find(waiting, name) == waiting.end()) waiting.push_back(std::move(name));
  }
  begin_requests();
  if (options.stay.count() == 0 || realtime.engine.now() < next_expiry) return;
  next_expiry = realtime.engine.now() + kExpire;
  try {
    expire();
  } catch (std::runtime_error const& error) {
    say_once(error);
  }
}

void ExchangeTerminal::State::expire() {
  auto const expired = folders.expire(options.stay, std::chrono::system_clock::now());
  counts.expired += expired;
  if (expired > 0) options.say(std::to_string(expired) + " results that nobody fetched were removed");
}

void ExchangeTerminal::State::begin_requests() {
  if (options.once && line.is_down()) return;  // asked once
  for (auto left = waiting.size(); left > 0 && under_way.size() < kAtATime; --left) {
    auto name = std::move(waiting.front());
    waiting.pop_front();
    if (!folders.has(Place::kRequests, name)) continue;
    auto const parsed = parse_request_name(name);
    if ((is_bulk(parsed) && bulk_under_way) || under_way.contains(name) || is_held(name, parsed)) {
      waiting.push_back(std::move(name));
      continue;
    }
    told.erase(name);
    realtime.engine.spawn(answer_request(*this, std::move(name)));
  }
}

// A result is not replaced before it was fetched.
bool ExchangeTerminal::State::is_held(std::string const& name, RequestName const& parsed) {
  if (parsed.fault == NameFault::kForm) return false;
  auto const stem = parsed.result_stem();
  auto const there = folders.has(Place::kResults, stem + ".xml") ||
                     folders.has(Place::kResults, stem + ".pdf") ||
                     folders.has(Place::kResults, stem + ".zip");
  if (!there || folders.is_answered(name, stem)) return false;
  if (told.insert(name).second) {
    options.say("req/" + name + " waits: the result of the request before it, of the same name, is in res");
  }
  return true;
}

// Before the closed line is asked, which may make a new URL.
ExchangeRequest ExchangeTerminal::State::read(RequestName name, std::string_view bytes) const {
  auto request = read_exchange_request(std::move(name), bytes);
  if (!request.fault && request.url_image && options.reception_url.empty()) {
    request.fault = ExchangeFault::kUrlImage;
    request.detail = "for images of URLs, start kazasu exchange with --reception-url";
  }
  return request;
}

ExchangeRequest ExchangeTerminal::State::open(RequestName name, ReadFile file) const {
  if (file.fault == ReadFault::kNotRegular)
    return refused_request(std::move(name), ExchangeFault::kNotRegular);
  if (file.fault == ReadFault::kTooLong) return refused_request(std::move(name), ExchangeFault::kTooLong);
  if (name.fault != NameFault::kNone) {
    auto const fault = fault_of(name.fault);
    return refused_request(std::move(name), fault);
  }
  auto const& encryption = options.encryption;
  if (name.zipped != encryption.encrypts(name.prefix)) {
    return refused_request(std::move(name), ExchangeFault::kZip);
  }
  if (!name.zipped) return read(std::move(name), file.bytes);
  auto const content = unzip_one(file.bytes, name.asked->longest_request(), encryption.password);
  if (!content) return refused_request(std::move(name), ExchangeFault::kZip);
  return read(std::move(name), *content);
}

// Nothing when there is no request any more, or not yet; it comes again when its file changes.
std::optional<Taken> ExchangeTerminal::State::take(std::string const& name) {
  auto parsed = parse_request_name(name);
  if (parsed.fault != NameFault::kForm && folders.is_answered(name, parsed.result_stem())) {
    folders.remove_answered(name);
    return std::nullopt;
  }
  auto const limit = parsed.asked == nullptr ? 0
                     : parsed.zipped         ? kLongestArchive
                                             : parsed.asked->longest_request();
  auto file = folders.read_request(name, limit);
  if (file.fault == ReadFault::kDenied) {
    options.say("req/" + name + " cannot be read; it is looked at again when it changes");
  }
  if (file.fault == ReadFault::kGone || file.fault == ReadFault::kStillWritten ||
      file.fault == ReadFault::kDenied) {
    return std::nullopt;
  }
  auto const stamp = file.stamp;
  if (parsed.fault != NameFault::kNone && file.fault == ReadFault::kTooLong) file.fault = ReadFault::kNone;
  return Taken{open(std::move(parsed), std::move(file)), stamp};
}

void ExchangeTerminal::State::deliver(std::string const& name, Taken const& taken, ExchangeResult result) {
  auto const& request = taken.request;
  auto stem =
      request.name.fault == NameFault::kForm
          ? "OQSerror01res_" + sim::compact_date_time(options.calendar()) + "_" + std::to_string(++nameless)
          : request.name.result_stem();
  auto const& encryption = options.encryption;
  if (encryption.zips(request.name.prefix) && request.name.fault == NameFault::kNone) {
    auto const encrypts = encryption.encrypts(request.name.prefix);
    result.bytes =
        zip_one(stem + std::string{result.ending}, result.bytes, encrypts ? encryption.password : "");
    result.ending = ".zip";
  }
  folders.put(Place::kResults, stem + std::string{result.ending}, result.bytes);
  if (request.fault) {
    folders.discard_request(name, taken.stamp);
    ++counts.refused;
    options.say("a request was refused (" + std::string{name_of(*request.fault)} + "): res/" + stem +
                std::string{result.ending} + ", the request is in trash");
  } else {
    folders.remove_request(name, taken.stamp);
    ++counts.answered;
  }
}

bool ExchangeTerminal::State::deliver_or_say(std::string const& name, Taken const& taken,
                                             ExchangeResult const& result) {
  try {
    deliver(name, taken, result);
    disk_failed = false;
    return true;
  } catch (std::runtime_error const& error) {
    say_once(error);
    return false;
  }
}

void ExchangeTerminal::State::say_once(std::runtime_error const& of_the_disk) {
  if (std::exchange(disk_failed, true)) return;
  options.say(std::string{of_the_disk.what()} + "; requests stay in req until it can be written");
}

bool ExchangeTerminal::State::is_over() const {
  if (!options.once || !folders.settled() || !under_way.empty()) return false;
  if (line.is_down()) return true;
  auto const all_told =
      std::ranges::all_of(waiting, [this](std::string const& name) { return told.contains(name); });
  return all_told && (!options.faces || faces.asked());
}

ExchangeTerminal::ExchangeTerminal(sim::Realtime& realtime, ExchangeOptions options)
    : state_(std::make_unique<State>(realtime, std::move(options))) {}

ExchangeTerminal::~ExchangeTerminal() {
  state_->realtime.engine.drop_processes();
}

ExchangeCounts ExchangeTerminal::run() {
  auto& state = *state_;
  state.realtime.engine.spawn(watch_folder(state));
  if (state.options.faces) state.realtime.engine.spawn(watch_faces(state));
  state.realtime.engine.run_until();
  state.counts.waiting = state.waiting.size() + state.under_way.size();
  state.counts.line_down = state.line.is_down();
  return state.counts;
}

}  // namespace kazasu::adapters
