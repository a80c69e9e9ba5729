#include "scenarios/language.h"

#include <array>

#include "scenarios/language_parts.h"

namespace kazasu::scenarios {

namespace {

constexpr auto kProcesses = std::to_array<std::string_view>({"constant", "poisson", "closed"});
constexpr auto kOpenProcesses = std::to_array<std::string_view>({"constant", "poisson"});
constexpr auto kClosedProcess = std::to_array<std::string_view>({"closed"});
constexpr auto kConnections = std::to_array<std::string_view>({"kept", "new"});
constexpr auto kTls = std::to_array<std::string_view>({"full", "resume"});
constexpr auto kCardTimings = std::to_array<std::string_view>({"none", "model"});
constexpr auto kBitRates = std::to_array<std::string_view>({"106", "212", "424"});

constexpr auto kPopulation = std::to_array<Entry>({
    {.path = "name",
     .type = Type::kText,
     .description = "Names the run in every report.",
     .required = true,
     .set = [](Scenario& s, Value const& v) { s.name = as<std::string>(v); }},
    {.path = "description",
     .type = Type::kText,
     .description = "What the scenario is for, in a sentence or two.",
     .set = [](Scenario& s, Value const& v) { s.description = as<std::string>(v); }},

    {.path = "population", .type = Type::kSection, .description = "Who takes part. Everyone is synthetic."},
    {.path = "population.stations",
     .type = Type::kInteger,
     .description = "Home-visit nursing stations.",
     .initial = "1000",
     .lowest = "1",
     .highest = "100000",
     .set = [](Scenario& s, Value const& v) { s.population.stations = as_u32(v); }},
    {.path = "population.people",
     .type = Type::kInteger,
     .description = "Insured people, dealt to the stations in equal blocks; at least one for each station.",
     .initial = "30000",
     .lowest = "1",
     .highest = "100000000",
     .set = [](Scenario& s, Value const& v) { s.population.people = as<std::uint64_t>(v); }},
    {.path = "population.seed",
     .type = Type::kInteger,
     .description = "Every random number of the run follows from it: the same seed gives the same run.",
     .initial = "1",
     .lowest = "0",
     .highest = "18446744073709551615",
     .set = [](Scenario& s, Value const& v) { s.population.seed = as<std::uint64_t>(v); }},
});

constexpr auto kTimes = std::to_array<Entry>({
    {.path = "calendar",
     .type = Type::kSection,
     .description = "The Japanese date and time that client, servers and certificates go by."},
    {.path = "calendar.start",
     .type = Type::kTimestamp,
     .description = "When the run begins, in Japanese time.",
     .initial = "2024-12-02T09:00:00+09:00",
     .set =
         [](Scenario& s, Value const& v) {
           s.calendar = {as<sim::Instant>(v), s.calendar.speed()};
         }},
    {.path = "calendar.speed",
     .type = Type::kInteger,
     .description = "Calendar seconds in one second of the run.",
     .initial = "1",
     .lowest = "1",
     .highest = "100000",
     .set =
         [](Scenario& s, Value const& v) {
           s.calendar = {s.calendar.start(), as_u32(v)};
         }},

    {.path = "arrivals",
     .type = Type::kSection,
     .description = "When visits begin.",
     .required = true,
     .unless = {"claims"}},
    {.path = "arrivals.process",
     .type = Type::kWord,
     .description = "Evenly spaced, with random gaps, or a fixed number of visits at a time.",
     .required = true,
     .words = Words{kProcesses},
     .set = [](Scenario& s, Value const& v) { s.arrivals.kind = as_word<ArrivalKind>(v); }},
    {.path = "arrivals.rate",
     .type = Type::kRate,
     .description = "Visits that begin, on average.",
     .lowest = "0.001/s",
     .highest = "100000/s",
     .condition = {"arrivals.process", Words{kOpenProcesses}},
     .set = [](Scenario& s, Value const& v) { s.arrivals.rate_per_second = as<double>(v); }},
    {.path = "arrivals.users",
     .type = Type::kInteger,
     .description = "Visits at a time; each is followed at once by the next.",
     .lowest = "1",
     .highest = "100000",
     .condition = {"arrivals.process", Words{kClosedProcess}},
     .set = [](Scenario& s, Value const& v) { s.arrivals.users = as_u32(v); }},
    {.path = "arrivals.duration",
     .type = Type::kDuration,
     .description = "How long visits begin; those under way then are finished.",
     .required = true,
     .lowest = "1ms",
     .highest = "24h",
     .set = [](Scenario& s, Value const& v) { s.arrivals.duration = as<sim::Duration>(v); }},

});

// The three links have the same keys.
using LinkMember = eligibility::Link eligibility::Links::*;
struct LinkPaths {
  std::string_view section, description, latency, connection, tls;
};

template <LinkMember kLink>
constexpr std::array<Entry, 4> link_entries(LinkPaths paths) {
  return {{
      {.path = paths.section, .type = Type::kSection, .description = paths.description},
      {.path = paths.latency,
       .type = Type::kDistribution,
       .description = "One way, added on top of what the real path takes.",
       .initial = "0s",
       .lowest = kNoTime,
       .highest = kLongestTime,
       .set = [](Scenario& s, Value const& v) { (s.links.*kLink).latency = as<sim::Distribution>(v); }},
      {.path = paths.connection,
       .type = Type::kWord,
       .description = "Whether a device keeps its connection between visits or makes a new one each time.",
       .initial = "kept",
       .words = Words{kConnections},
       .set =
           [](Scenario& s, Value const& v) {
             (s.links.*kLink).connection = as_word<eligibility::ConnectionPolicy>(v);
           }},
      {.path = paths.tls,
       .type = Type::kWord,
       .description = "Whether new connections make a full handshake or resume the last TLS session.",
       .initial = "full",
       .words = Words{kTls},
       .set = [](Scenario& s, Value const& v) { (s.links.*kLink).tls = as_word<eligibility::TlsPolicy>(v); }},
  }};
}

constexpr auto kLinks = Entry{.path = "links",
                              .type = Type::kSection,
                              .description = "The network between the devices and the eligibility system."};
constexpr auto kPage = link_entries<&eligibility::Links::page>(
    {"links.page", "The nurse's device to the reception page.", "links.page.latency", "links.page.connection",
     "links.page.tls"});
constexpr auto kApp =
    link_entries<&eligibility::Links::app>({"links.app", "The same device's authentication leg.",
                                            "links.app.latency", "links.app.connection", "links.app.tls"});
constexpr auto kClosedLine = link_entries<&eligibility::Links::closed_line>(
    {"links.closed_line", "The station's back office, with the station's certificate.",
     "links.closed_line.latency", "links.closed_line.connection", "links.closed_line.tls"});

constexpr auto kCard = std::to_array<Entry>({
    {.path = "card",
     .type = Type::kSection,
     .description = "The cards, and the air between card and reader."},
    {.path = "card.timing",
     .type = Type::kWord,
     .description = "Cards that take the time of the model, or answer at once.",
     .initial = "model",
     .words = Words{kCardTimings},
     .set = [](Scenario& s, Value const& v) { s.card.timing = as_word<card::CardTiming>(v); }},
    {.path = "card.bit_rate",
     .type = Type::kWord,
     .description = "Of the air interface, in kbit/s.",
     .initial = "424",
     .words = Words{kBitRates},
     .set =
         [](Scenario& s, Value const& v) {
           constexpr auto kRates =
               std::array{card::AirBitRate::k106, card::AirBitRate::k212, card::AirBitRate::k424};
           s.card.bit_rate = kRates[as<std::uint64_t>(v)];
         }},
    {.path = "card.trace",
     .type = Type::kFile,
     .description = "Measured exchange times in place of the model's; relative to the scenario's folder.",
     .set = [](Scenario& s, Value const& v) { s.card.trace_file = as<std::string>(v); }},
});

constexpr Entry service_time(std::string_view path, std::string_view description,
                             void (*set)(Scenario&, Value const&)) {
  return {.path = path,
          .type = Type::kDistribution,
          .description = description,
          .initial = "0s",
          .lowest = kNoTime,
          .highest = kLongestTime,
          .set = set};
}
template <sim::Distribution eligibility::ServiceModel::*kTime>
void set_service(Scenario& scenario, Value const& value) {
  scenario.service.*kTime = as<sim::Distribution>(value);
}

using Service = eligibility::ServiceModel;
constexpr auto kService = std::to_array<Entry>({
    {.path = "service",
     .type = Type::kSection,
     .description =
         "The eligibility system's server in virtual time; in real time the real server takes its place."},
    {.path = "service.workers",
     .type = Type::kInteger,
     .description = "Requests it works on at a time.",
     .initial = "2",
     .lowest = "1",
     .highest = "10000",
     .set = [](Scenario& s, Value const& v) { s.service.workers = as_u32(v); }},
    service_time("service.handshake", "Work of a full TLS handshake.", set_service<&Service::handshake>),
    service_time("service.resumption", "Work of resuming a TLS session.", set_service<&Service::resumption>),
    service_time("service.consent", "Storing the consents and making a nonce.",
                 set_service<&Service::consent>),
    service_time("service.signature", "Checking the card's signature.", set_service<&Service::signature>),
    service_time("service.status", "Checking the certificate's chain and status.",
                 set_service<&Service::status>),
    service_time("service.registration", "Registering the visit.", set_service<&Service::registration>),
    service_time("service.lookup", "Looking up the insured person.", set_service<&Service::lookup>),
});

constexpr auto kFaults =
    Entry{.path = "faults",
          .type = Type::kFaults,
          .description = "What shall go wrong at the eligibility system, each a rule of one line.",
          .set = [](Scenario& s, Value const& v) { s.faults = as<std::vector<Fault>>(v); }};

constexpr auto kLast =
    Entry{.path = "thresholds",
          .type = Type::kThresholds,
          .description = "Gates on the figures of the run, each a text; the run fails when one is not met.",
          .set = [](Scenario& s, Value const& v) { s.thresholds = as<std::vector<Threshold>>(v); }};

constexpr auto kConstantParameters = std::to_array<std::string_view>({"value"});
constexpr auto kUniformParameters = std::to_array<std::string_view>({"from", "to"});
constexpr auto kExponentialParameters = std::to_array<std::string_view>({"mean"});
constexpr auto kLogNormalParameters = std::to_array<std::string_view>({"median", "sigma"});
constexpr auto kForms = std::to_array<DistributionForm>({
    {"constant", kConstantParameters, "Always the same; a plain duration means this as well."},
    {"uniform", kUniformParameters, "Equally likely between two durations."},
    {"exponential", kExponentialParameters, "Exponential with this mean."},
    {"log_normal", kLogNormalParameters,
     "Log-normal: the median, and the standard deviation of the logarithm."},
});

std::vector<Entry> assembled() {
  auto table = std::vector<Entry>{};
  auto const add = [&](std::span<Entry const> entries) {
    table.insert(table.end(), entries.begin(), entries.end());
  };
  add(kPopulation);
  add(people_entries());
  add(kTimes);
  add(journey_entries());
  add(medical_data_entries());
  table.push_back(kLinks);
  add(kPage);
  add(kApp);
  add(kClosedLine);
  add(kCard);
  add(card_state_entries());
  add(status_entries());
  add(fallback_entries());
  add(kService);
  add(claims_entries());
  table.push_back(kFaults);
  table.push_back(kLast);
  return table;
}

std::string_view parent_of(std::string_view path) {
  auto const dot = path.rfind('.');
  return dot == std::string_view::npos ? std::string_view{} : path.substr(0, dot);
}

}  // namespace

std::span<Entry const> language() {
  static auto const table = assembled();
  return table;
}
std::span<DistributionForm const> distribution_forms() {
  return kForms;
}

Entry const* find_entry(std::string_view path) {
  for (auto const& entry : language()) {
    if (entry.path == path) return &entry;
  }
  return nullptr;
}

std::vector<Entry const*> children_of(std::string_view path) {
  auto children = std::vector<Entry const*>{};
  for (auto const& entry : language()) {
    if (parent_of(entry.path) == path) children.push_back(&entry);
  }
  return children;
}

std::string_view key_of(Entry const& entry) {
  return entry.path.substr(entry.path.rfind('.') + 1);
}

}  // namespace kazasu::scenarios
