#pragma once

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace upbeat::sql {

template <class Signature>
class FunctionRef;

// A callable that is only called before the function it is passed to returns. Owns nothing and
// costs nothing to make; never keep one.
template <class R, class... Args>
class FunctionRef<R(Args...)> {
   public:
    template <class F>
        requires(!std::is_same_v<std::remove_cvref_t<F>, FunctionRef> &&
                 std::is_invocable_r_v<R, F&, Args...>)
    // Implicit, so that a lambda is passed as it is. NOLINTNEXTLINE(google-explicit-constructor)
    FunctionRef(F&& callable)
        : target_{const_cast<void*>(static_cast<void const*>(std::addressof(callable)))},
          call_{[](void* target, Args... args) -> R {
              auto& self = *static_cast<std::remove_reference_t<F>*>(target);
              return static_cast<R>(std::invoke(self, std::forward<Args>(args)...));
          }}
    {
    }

    R operator()(Args... args) const { return call_(target_, std::forward<Args>(args)...); }

   private:
    void* target_;
    R (*call_)(void*, Args...);
};

}  // namespace upbeat::sql
