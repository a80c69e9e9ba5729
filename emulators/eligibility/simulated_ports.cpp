#include "emulators/eligibility/simulated_ports.h"

#include <array>
#include <utility>

#include "emulators/eligibility/caller_streams.h"
#include "emulators/eligibility/connection_pool.h"
#include "sim/resource.h"

namespace kazasu::eligibility {

namespace {

using sim::Duration;
using sim::TimePoint;

// What a request would cost in each stage; the domain's laps say which of them it does cost.
struct ModelMeter final : StageMeter {
  explicit ModelMeter(ServerShare const& stage_costs) : costs(stage_costs) {}
  void lap(ServerStage stage) override {
    switch (stage) {
      case ServerStage::kSignature:
        charged.signature += costs.signature;
        return;
      case ServerStage::kStatus:
        charged.status += costs.status;
        return;
      case ServerStage::kRegistration:
        charged.registration += costs.registration;
        return;
      case ServerStage::kLookup:
        charged.lookup += costs.lookup;
        return;
    }
  }

  ServerShare costs;
  ServerShare charged;
};

struct Ask {
  Channel channel{};
  Caller caller;
  TimePoint deadline;
};

// An exchange's way to the server.
struct Contact {
  ConnectionPool::Taken connection;
  Duration connect{};
};

// An authentication on the server, which goes on whether its caller waits or not.
struct StatusWork {
  StatusWork(sim::Engine& engine, ServerShare const& costs, AuthenticationRequest asked)
      : meter(costs), request(std::move(asked)), finished(engine, 1) {}
  ModelMeter meter;
  AuthenticationRequest request;
  Registration answer;
  sim::Resource finished;  // held until the answer is there
};

// The worker ends the work that its caller no longer waits for.
sim::Task<void> finish_work(sim::Engine& engine, sim::Lease worker, TimePoint until) {
  co_await engine.sleep_until(until);
  worker.release();
}

template <class Answer>
Answer mismatched() {
  auto answer = Answer{};
  answer.outcome = Outcome::kInstitutionMismatch;
  return answer;
}

}  // namespace

struct SimulatedService::State final : ReceptionPort,
                                       EligibilityPort,
                                       BackOfficePort,
                                       SettingsPort,
                                       ActivationPort {
  explicit State(SimulatedServiceParts const& from)
      : parts(from), engine(from.engine), workers(from.engine, from.model.workers) {}

  sim::Task<Reply<ConsentAnswer>> submit_consent(Caller caller, ConsentRequest request,
                                                 TimePoint deadline) override {
    return serve<ConsentAnswer>({Channel::kPage, caller, deadline}, std::move(request));
  }
  sim::Task<Reply<Registration>> authenticate(Caller caller, AuthenticationRequest request,
                                              TimePoint deadline) override {
    auto const ask = Ask{Channel::kApp, caller, deadline};
    return parts.responder == nullptr ? serve<Registration>(ask, std::move(request))
                                      : serve_with_status(ask, std::move(request));
  }
  sim::Task<Reply<NoticeAnswer>> notices(Caller caller, NoticeRequest request, TimePoint deadline) override {
    return serve<NoticeAnswer>({Channel::kClosedLine, caller, deadline}, std::move(request));
  }
  sim::Task<Reply<InquiryAnswer>> inquire(Caller caller, InquiryRequest request,
                                          TimePoint deadline) override {
    return serve<InquiryAnswer>({Channel::kClosedLine, caller, deadline}, std::move(request));
  }
  sim::Task<Reply<InquiryAnswer>> re_inquire(Caller caller, ReInquiryRequest request,
                                             TimePoint deadline) override {
    return serve<InquiryAnswer>({Channel::kClosedLine, caller, deadline}, std::move(request));
  }
  sim::Task<Reply<CancelAnswer>> cancel_consents(Caller caller, CancelRequest request,
                                                 TimePoint deadline) override {
    return serve<CancelAnswer>({Channel::kClosedLine, caller, deadline}, std::move(request));
  }
  sim::Task<Reply<BulkAcceptance>> request_bulk(Caller caller, BulkRequest request,
                                                TimePoint deadline) override {
    return serve<BulkAcceptance>({Channel::kClosedLine, caller, deadline}, std::move(request));
  }
  sim::Task<Reply<BulkResult>> bulk_result(Caller caller, BulkResultRequest request,
                                           TimePoint deadline) override {
    return serve<BulkResult>({Channel::kClosedLine, caller, deadline}, std::move(request));
  }
  sim::Task<Reply<MedicalDataAnswer>> medical_data(Caller caller, MedicalDataRequest request,
                                                   TimePoint deadline) override {
    return serve<MedicalDataAnswer>({Channel::kClosedLine, caller, deadline}, std::move(request));
  }

  sim::Task<Reply<SettingsAnswer>> settings(Caller caller, SettingsRequest request,
                                            TimePoint deadline) override {
    return serve<SettingsAnswer>({Channel::kClosedLine, caller, deadline}, std::move(request));
  }
  sim::Task<Reply<ActivationAnswer>> activate(Caller caller, ActivationRequest request,
                                              TimePoint deadline) override {
    return serve<ActivationAnswer>({Channel::kApp, caller, deadline}, std::move(request));
  }

  template <class Answer, class Request>
  sim::Task<Reply<Answer>> serve(Ask ask, Request request);
  // Connects when there is no kept connection; false when the deadline came first.
  sim::Task<bool> connect(Ask ask, Duration handshake, Contact& contact);
  sim::Task<bool> shake_hands(Duration work, TimePoint deadline);
  sim::Task<Reply<Registration>> serve_with_status(Ask ask, AuthenticationRequest request);
  sim::Task<void> work_with_status(std::shared_ptr<StatusWork> work, sim::Lease unfinished,
                                   TimePoint deadline);

  ConsentAnswer run(Caller, ConsentRequest const& request, sim::Instant now, StageMeter& meter) {
    return parts.system.submit_consent(request, now, meter);
  }
  Registration run(Caller, AuthenticationRequest const& request, sim::Instant now, StageMeter& meter) {
    return parts.system.authenticate(request, now, meter);
  }
  NoticeAnswer run(Caller caller, NoticeRequest const& request, sim::Instant now, StageMeter& meter) {
    if (!speaks_for(caller, request.institution_code)) return mismatched<NoticeAnswer>();
    return parts.system.notices(request, now, meter);
  }
  InquiryAnswer run(Caller caller, InquiryRequest const& request, sim::Instant now, StageMeter& meter) {
    if (!speaks_for(caller, request.institution_code)) return mismatched<InquiryAnswer>();
    return parts.system.inquire(request, now, meter);
  }
  InquiryAnswer run(Caller caller, ReInquiryRequest const& request, sim::Instant now, StageMeter& meter) {
    if (!speaks_for(caller, request.institution_code)) return mismatched<InquiryAnswer>();
    return parts.system.re_inquire(request, now, meter);
  }
  CancelAnswer run(Caller caller, CancelRequest const& request, sim::Instant now, StageMeter& meter) {
    if (!speaks_for(caller, request.institution_code)) return mismatched<CancelAnswer>();
    return parts.system.cancel_consents(request, now, meter);
  }
  BulkAcceptance run(Caller caller, BulkRequest const& request, sim::Instant now, StageMeter& meter) {
    if (!speaks_for(caller, request.institution_code)) return mismatched<BulkAcceptance>();
    return parts.system.request_bulk(request, now, meter);
  }
  BulkResult run(Caller caller, BulkResultRequest const& request, sim::Instant now, StageMeter& meter) {
    if (!speaks_for(caller, request.institution_code)) return mismatched<BulkResult>();
    return parts.system.bulk_result(request, now, meter);
  }
  MedicalDataAnswer run(Caller caller, MedicalDataRequest const& request, sim::Instant now,
                        StageMeter& meter) {
    if (!speaks_for(caller, request.institution_code)) return mismatched<MedicalDataAnswer>();
    return parts.system.medical_data(request, now, meter);
  }
  SettingsAnswer run(Caller caller, SettingsRequest const& request, sim::Instant now, StageMeter& meter) {
    if (!speaks_for(caller, request.institution_code)) return mismatched<SettingsAnswer>();
    return parts.system.settings(request, now, meter);
  }
  ActivationAnswer run(Caller, ActivationRequest const& request, sim::Instant now, StageMeter& meter) {
    return parts.system.activate(request, now, meter);
  }
  // What the client certificate proves on the real closed line.
  bool speaks_for(Caller caller, std::string_view institution_code) const {
    return parts.stations.by_institution_code(institution_code) == caller.station;
  }
  template <class Answer>
  Contact contact_of(Ask const& ask, Reply<Answer>& reply) {
    auto const connection = connections.take(ask.channel, ask.caller, link_of(parts.links, ask.channel));
    reply.new_connection = connection.is_new;
    reply.resumed = connection.is_new && connection.resumes;
    return {.connection = connection};
  }
  Duration handshake_cost(ConnectionPool::Taken const& connection, sim::RandomStream& random) const {
    return (connection.resumes ? parts.model.resumption : parts.model.handshake).sample(random);
  }
  // Always the same draws in the same order, so that no number depends on how a request ends.
  ServerShare stage_costs(Channel channel, sim::RandomStream& random) const {
    auto const& model = parts.model;
    auto costs = ServerShare{};
    if (channel == Channel::kPage) {
      costs.registration = model.consent.sample(random);
    } else if (channel == Channel::kApp) {
      costs.signature = model.signature.sample(random);
      costs.status = model.status.sample(random);
      costs.registration = model.registration.sample(random);
    } else {
      costs.lookup = model.lookup.sample(random);
    }
    return costs;
  }

  SimulatedServiceParts parts;
  sim::Engine& engine;
  sim::Resource workers;
  ConnectionPool connections;
  std::array<CallerStreams, kChannels> streams{CallerStreams{parts.seed, "service.page"},
                                               CallerStreams{parts.seed, "service.app"},
                                               CallerStreams{parts.seed, "service.closed_line"}};
};

// False when the deadline came first.
sim::Task<bool> SimulatedService::State::shake_hands(Duration work, TimePoint deadline) {
  auto worker = co_await workers.acquire_until(deadline);
  if (!worker) co_return false;
  auto const done = sim::saturating_add(engine.now(), work);
  auto const in_time = done <= deadline;
  if (!in_time) engine.spawn(finish_work(engine, std::move(worker), done));
  co_await engine.sleep_until(in_time ? done : deadline);
  co_return in_time;
}

sim::Task<bool> SimulatedService::State::connect(Ask ask, Duration handshake, Contact& contact) {
  if (!contact.connection.is_new) co_return true;
  auto const began = engine.now();
  auto const established = co_await shake_hands(handshake, ask.deadline);
  contact.connect = engine.now() - began;
  if (established) connections.established(ask.channel, ask.caller);
  co_return established;
}

template <class Answer, class Request>
sim::Task<Reply<Answer>> SimulatedService::State::serve(Ask ask, Request request) {
  auto reply = Reply<Answer>{};
  reply.delivery = Delivery::kTimedOut;
  if (engine.now() >= ask.deadline) co_return reply;

  auto random = streams[static_cast<std::size_t>(ask.channel)].next(ask.caller);
  auto contact = contact_of(ask, reply);
  auto const handshake = handshake_cost(contact.connection, random);
  auto meter = ModelMeter{stage_costs(ask.channel, random)};
  auto const established = co_await connect(ask, handshake, contact);
  reply.connect = contact.connect;
  if (!established) co_return reply;

  auto const sent = engine.now();
  auto worker = co_await workers.acquire_until(ask.deadline);
  reply.exchange = engine.now() - sent;
  if (!worker) co_return reply;
  meter.charged.queue = reply.exchange;
  auto answer = run(ask.caller, request, parts.calendar.at(engine.now()), meter);
  auto const done = sim::saturating_add(sent, meter.charged.total());
  if (done > ask.deadline) {
    engine.spawn(finish_work(engine, std::move(worker), done));
    co_await engine.sleep_until(ask.deadline);
    reply.exchange = engine.now() - sent;
    co_return reply;
  }
  co_await engine.sleep_until(done);
  worker.release();
  connections.give_back(ask.channel, ask.caller, link_of(parts.links, ask.channel));
  reply.delivery = Delivery::kDelivered;
  reply.answer = std::move(answer);
  reply.exchange = engine.now() - sent;
  reply.server = meter.charged;
  co_return reply;
}

// The server's side of serve_with_status().
sim::Task<void> SimulatedService::State::work_with_status(std::shared_ptr<StatusWork> work,
                                                          sim::Lease unfinished, TimePoint deadline) {
  auto const hold = std::move(unfinished);  // goes before `work`, which it refers to
  auto& charged = work->meter.charged;
  auto const asked = engine.now();
  auto worker = co_await workers.acquire_until(deadline);
  charged.queue = engine.now() - asked;
  if (!worker) co_return;
  auto const proof = parts.system.prove_card(work->request, parts.calendar.at(engine.now()), work->meter);
  co_await engine.sleep_for(charged.signature + charged.status);
  auto status = CertificateStatus{};
  auto waited = Duration::zero();
  if (proof.outcome == Outcome::kAccepted) {
    worker.release();
    auto const left = engine.now();
    status = co_await parts.responder->ask(proof.serial);
    waited = engine.now() - left;
    worker = co_await workers.acquire();
    charged.queue += engine.now() - left - waited;
  }
  auto const before = charged.status + charged.registration;
  work->answer = parts.system.register_card(proof, status, parts.calendar.at(engine.now()), work->meter);
  co_await engine.sleep_for(charged.status + charged.registration - before);
  charged.status += waited;
}

sim::Task<Reply<Registration>> SimulatedService::State::serve_with_status(Ask ask,
                                                                          AuthenticationRequest request) {
  auto reply = Reply<Registration>{};
  reply.delivery = Delivery::kTimedOut;
  if (engine.now() >= ask.deadline) co_return reply;

  auto random = streams[static_cast<std::size_t>(ask.channel)].next(ask.caller);
  auto contact = contact_of(ask, reply);
  auto const handshake = handshake_cost(contact.connection, random);
  auto const work =
      std::make_shared<StatusWork>(engine, stage_costs(ask.channel, random), std::move(request));
  auto const established = co_await connect(ask, handshake, contact);
  reply.connect = contact.connect;
  if (!established) co_return reply;

  auto const sent = engine.now();
  auto unfinished = co_await work->finished.acquire();
  engine.spawn(work_with_status(work, std::move(unfinished), ask.deadline));
  auto const finished = co_await work->finished.acquire_until(ask.deadline);
  reply.exchange = engine.now() - sent;
  if (!finished) co_return reply;
  connections.give_back(ask.channel, ask.caller, link_of(parts.links, ask.channel));
  reply.delivery = Delivery::kDelivered;
  reply.answer = std::move(work->answer);
  reply.server = work->meter.charged;
  co_return reply;
}

SimulatedService::SimulatedService(SimulatedServiceParts const& parts)
    : state_(std::make_unique<State>(parts)) {}

SimulatedService::~SimulatedService() = default;

ReceptionPort& SimulatedService::reception() {
  return *state_;
}

EligibilityPort& SimulatedService::eligibility() {
  return *state_;
}

BackOfficePort& SimulatedService::back_office() {
  return *state_;
}

SettingsPort& SimulatedService::settings() {
  return *state_;
}

ActivationPort& SimulatedService::activation() {
  return *state_;
}

std::size_t SimulatedService::queued() const {
  return state_->workers.queued();
}

}  // namespace kazasu::eligibility
