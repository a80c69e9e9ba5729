// One visitor for a variant out of several lambdas.
#pragma once

namespace kazasu::sim {

template <class... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};
template <class... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

}  // namespace kazasu::sim
