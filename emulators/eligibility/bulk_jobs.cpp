#include "emulators/eligibility/bulk_jobs.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <utility>

#include "emulators/eligibility/journal.h"

namespace kazasu::eligibility {

namespace {

constexpr auto kDateDigits = std::size_t{8};
constexpr auto kSerialDigits = std::size_t{12};

}  // namespace

// The date of acceptance in Japan (8) and a serial number (12), like registration numbers but counted apart.
std::string BulkJobs::number_of(std::uint64_t ordinal, BulkJob const& job) const {
  auto serial = std::to_string(ordinal + 1);
  serial.insert(0, kSerialDigits - std::min(kSerialDigits, serial.size()), '0');
  return sim::compact_date(sim::date_jst(job.accepted)) + serial;
}

std::optional<std::string> BulkJobs::add(BulkJob job) {
  auto const forgotten_before = forgotten_;
  while (!jobs_.empty() && jobs_.front().accepted + kKept < job.accepted) {
    items_ -= jobs_.front().request.items.size();
    jobs_.pop_front();
    ++forgotten_;
  }
  if (forgotten_ != forgotten_before && journal_ != nullptr) journal_->note(BulkJobsForgotten{forgotten_});
  auto const items = job.request.items.size();
  if (jobs_.size() >= kMostJobsKept || items_ + items > kMostItemsKept) return std::nullopt;
  auto const work = kBaseTime + kTimePerItem * static_cast<std::int64_t>(items);
  job.ready = job.accepted + work;
  auto const ordinal = forgotten_ + jobs_.size();
  auto number = number_of(ordinal, job);
  items_ += items;
  if (journal_ != nullptr) journal_->note(BulkJobAccepted{ordinal, job});
  jobs_.push_back(std::move(job));
  return number;
}

void BulkJobs::restore(std::uint64_t ordinal, BulkJob job) {
  if (jobs_.empty()) forgotten_ = ordinal;
  if (ordinal != forgotten_ + jobs_.size()) throw std::invalid_argument("a bulk request is missing");
  items_ += job.request.items.size();
  jobs_.push_back(std::move(job));
}

BulkJob const* BulkJobs::find(std::string_view number, sim::Instant now) const {
  if (number.size() != kDateDigits + kSerialDigits) return nullptr;
  auto serial = std::uint64_t{0};
  auto const* const last = number.data() + number.size();
  auto const [end, error] = std::from_chars(number.data() + kDateDigits, last, serial);
  if (error != std::errc{} || end != last || serial <= forgotten_) return nullptr;
  auto const place = serial - 1 - forgotten_;
  if (place >= jobs_.size()) return nullptr;
  auto const& job = jobs_[place];
  if (job.accepted + kKept < now || number_of(serial - 1, job) != number) return nullptr;
  return &job;
}

std::optional<BulkJobs::Namesake> BulkJobs::namesake(BulkJob const& of, sim::Instant now) const {
  if (of.request.file_identifier.empty()) return std::nullopt;
  auto const found = std::ranges::find_if(jobs_, [&](BulkJob const& job) {
    return job.station == of.station && job.environment == of.environment &&
           job.request.kind == of.request.kind && job.request.file_identifier == of.request.file_identifier &&
           job.accepted + kKept >= now;
  });
  if (found == jobs_.end()) return std::nullopt;
  auto const ordinal = forgotten_ + static_cast<std::uint64_t>(found - jobs_.begin());
  return Namesake{found->request == of.request, number_of(ordinal, *found)};
}

}  // namespace kazasu::eligibility
