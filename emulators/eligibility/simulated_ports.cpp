#include "emulators/eligibility/simulated_ports.h"

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

#include "emulators/eligibility/caller_streams.h"
#include "emulators/eligibility/fault_subject.h"
#include "emulators/eligibility/institution_check.h"
#include "emulators/eligibility/simulated_work.h"

namespace kazasu::eligibility {

namespace {

using sim::Duration;
using sim::TimePoint;

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
    return serve<Registration>(ask, std::move(request));
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
  sim::Task<Reply<Answer>> serve(Ask ask, Request request) {
    if (parts.faults == nullptr) return serve_once<Answer>(ask, std::move(request));
    return serve_with_faults<Answer>(ask, std::move(request));
  }
  template <class Answer, class Request>
  sim::Task<Reply<Answer>> serve_with_faults(Ask ask, Request request);
  sim::Task<Reply<Registration>> serve_once_of(Ask ask, AuthenticationRequest request) {
    return parts.responder == nullptr || ask.fault.prevents()
               ? serve_at_once<Registration>(ask, std::move(request))
               : serve_with_status(ask, std::move(request));
  }
  template <class Answer, class Request>
  sim::Task<Reply<Answer>> serve_once(Ask ask, Request request) {
    if constexpr (std::is_same_v<Request, AuthenticationRequest>) {
      return serve_once_of(ask, std::move(request));
    } else {
      return serve_at_once<Answer>(ask, std::move(request));
    }
  }
  template <class Answer, class Request>
  sim::Task<Reply<Answer>> serve_at_once(Ask ask, Request request);
  // The answer, held back as the fault wants it; false when the deadline came first.
  sim::Task<bool> hold_back(FaultDecision fault, TimePoint deadline);
  template <class Answer>
  void hand_over(Ask const& ask, Answer answer, Reply<Answer>& reply);
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
    if (!speaks_for(caller, request.institution_code))
      return refused<NoticeAnswer>(Outcome::kInstitutionMismatch);
    return parts.system.notices(request, now, meter);
  }
  InquiryAnswer run(Caller caller, InquiryRequest const& request, sim::Instant now, StageMeter& meter) {
    if (!speaks_for(caller, request.institution_code))
      return refused<InquiryAnswer>(Outcome::kInstitutionMismatch);
    return parts.system.inquire(request, now, meter);
  }
  InquiryAnswer run(Caller caller, ReInquiryRequest const& request, sim::Instant now, StageMeter& meter) {
    if (!speaks_for(caller, request.institution_code))
      return refused<InquiryAnswer>(Outcome::kInstitutionMismatch);
    return parts.system.re_inquire(request, now, meter);
  }
  CancelAnswer run(Caller caller, CancelRequest const& request, sim::Instant now, StageMeter& meter) {
    if (!speaks_for(caller, request.institution_code))
      return refused<CancelAnswer>(Outcome::kInstitutionMismatch);
    return parts.system.cancel_consents(request, now, meter);
  }
  BulkAcceptance run(Caller caller, BulkRequest const& request, sim::Instant now, StageMeter& meter) {
    if (!speaks_for(caller, request.institution_code))
      return refused<BulkAcceptance>(Outcome::kInstitutionMismatch);
    return parts.system.request_bulk(request, now, meter);
  }
  BulkResult run(Caller caller, BulkResultRequest const& request, sim::Instant now, StageMeter& meter) {
    if (!speaks_for(caller, request.institution_code))
      return refused<BulkResult>(Outcome::kInstitutionMismatch);
    return parts.system.bulk_result(request, now, meter);
  }
  MedicalDataAnswer run(Caller caller, MedicalDataRequest const& request, sim::Instant now,
                        StageMeter& meter) {
    if (!speaks_for(caller, request.institution_code))
      return refused<MedicalDataAnswer>(Outcome::kInstitutionMismatch);
    return parts.system.medical_data(request, now, meter);
  }
  SettingsAnswer run(Caller caller, SettingsRequest const& request, sim::Instant now, StageMeter& meter) {
    if (!speaks_for(caller, request.institution_code))
      return refused<SettingsAnswer>(Outcome::kInstitutionMismatch);
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
    auto const connection =
        connections.take(ask.channel, ask.caller, link_of(parts.links, ask.channel), ask.afresh);
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
sim::Task<Reply<Answer>> SimulatedService::State::serve_with_faults(Ask ask, Request request) {
  auto const decide = [&](Request const& asked) {
    return decide_fault(parts.faults, parts.system, ask.caller.station, asked,
                        parts.calendar.at(engine.now()));
  };
  ask.fault = decide(request);
  auto reply = co_await serve_once<Answer>(ask, request);
  auto const vain = ask.fault.resets() && !reply.new_connection && engine.now() < ask.deadline;
  if (!vain) co_return reply;
  ask.afresh = true;
  ask.fault = decide(request);
  auto again = co_await serve_once<Answer>(ask, std::move(request));
  again.connect += reply.connect + reply.exchange;  // the vain attempt is part of getting a connection
  co_return again;
}

sim::Task<bool> SimulatedService::State::hold_back(FaultDecision fault, TimePoint deadline) {
  auto const until = sim::saturating_add(engine.now(), fault.delay + fault.drip);
  co_await engine.sleep_until(std::min(until, deadline));
  co_return until <= deadline;
}

// As the caller finds it.
template <class Answer>
void SimulatedService::State::hand_over(Ask const& ask, Answer answer, Reply<Answer>& reply) {
  auto const effect = ask.fault.effect;
  if (effect == FaultEffect::kTruncate) {
    reply.delivery = Delivery::kUnreachable;
    return;
  }
  connections.give_back(ask.channel, ask.caller, link_of(parts.links, ask.channel));
  auto const of_protocol = effect != FaultEffect::kMalform && effect != FaultEffect::kStatus;
  reply.delivery = of_protocol ? Delivery::kDelivered : Delivery::kNotUnderstood;
  if (of_protocol) reply.answer = std::move(answer);
}

template <class Answer, class Request>
sim::Task<Reply<Answer>> SimulatedService::State::serve_at_once(Ask ask, Request request) {
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
  if (ask.fault.resets()) {
    reply.delivery = Delivery::kUnreachable;
    co_return reply;
  }
  auto answer = ask.fault.prevents() ? refused<Answer>(Outcome::kBusy)
                                     : run(ask.caller, request, parts.calendar.at(engine.now()), meter);
  auto const done = sim::saturating_add(sent, meter.charged.total());
  if (done > ask.deadline) {
    engine.spawn(finish_work(engine, std::move(worker), done));
    co_await engine.sleep_until(ask.deadline);
    reply.exchange = engine.now() - sent;
    co_return reply;
  }
  co_await engine.sleep_until(done);
  worker.release();
  if (ask.fault.is_any()) {
    auto const in_time = co_await hold_back(ask.fault, ask.deadline);
    reply.exchange = engine.now() - sent;
    if (!in_time) co_return reply;
  }
  reply.exchange = engine.now() - sent;
  hand_over(ask, std::move(answer), reply);
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
  if (ask.fault.is_any()) {
    auto const in_time = co_await hold_back(ask.fault, ask.deadline);
    reply.exchange = engine.now() - sent;
    if (!in_time) co_return reply;
  }
  hand_over(ask, std::move(work->answer), reply);
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
