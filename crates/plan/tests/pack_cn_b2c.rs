//! The pack that comes with the product.

mod support;

#[test]
fn the_pack_has_no_errors() {
    let (plan, _) = support::loaded(support::cn_b2c());
    assert_eq!(plan.id, "cn-b2c");
}
