// A value that most objects do not have, at the size of a pointer.
#pragma once

#include <memory>
#include <utility>

namespace kazasu::card {

// Empty, or a T of its own; copies copy the T.
template <class T>
class Boxed {
 public:
  Boxed() = default;
  Boxed(Boxed const& other) : value_(other.value_ ? std::make_unique<T>(*other.value_) : nullptr) {}
  Boxed(Boxed&&) noexcept = default;
  Boxed& operator=(Boxed other) noexcept {
    value_ = std::move(other.value_);
    return *this;
  }
  ~Boxed() = default;

  T* get() { return value_.get(); }
  // Makes one when there is none.
  T& made() {
    if (!value_) value_ = std::make_unique<T>();
    return *value_;
  }

 private:
  std::unique_ptr<T> value_;
};

}  // namespace kazasu::card
