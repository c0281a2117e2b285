"""What columns are called, by language: as clerks, shops and programmers name them."""

HEADERS = {
    "zh": {
        "name": ["姓名", "客户姓名", "会员姓名", "真实姓名", "用户姓名"],
        "phone": ["手机号", "手机号码", "联系电话", "电话", "移动电话"],
        "email": ["邮箱", "电子邮箱", "电子邮件", "E-mail"],
        "cn_id": ["身份证号", "身份证号码", "证件号码", "身份证"],
        "national_id": ["证件号码"],
        "card": ["银行卡号", "信用卡号", "卡号"],
        "address": ["地址", "住址", "家庭住址", "联系地址", "通讯地址"],
        "birth_date": ["出生日期", "生日", "出生年月日"],
        "id": ["序号", "编号", "客户编号", "用户ID"],
        "order": ["订单号", "订单编号"], "amount": ["金额", "消费金额"], "created": ["创建时间", "注册时间"],
        "hash": ["密码", "登录密码MD5"], "state": ["状态", "会员等级"], "note": ["备注"], "gender": ["性别"],
        "ip": ["登录IP", "IP"], "company": ["公司名称", "工作单位"], "uuid": ["设备号", "token"],
        "deleted": ["是否删除"], "points": ["积分"], "sku": ["商品编码"],
    },
    "tw": {
        "name": ["姓名", "客戶姓名", "會員姓名"],
        "phone": ["手機", "手機號碼", "行動電話", "聯絡電話"],
        "email": ["電子郵件", "電子信箱", "Email"],
        "national_id": ["身分證字號", "身份證字號", "身分證號碼"],
        "card": ["信用卡號", "信用卡卡號"],
        "address": ["地址", "通訊地址", "聯絡地址", "住址"],
        "birth_date": ["出生日期", "生日"],
        "id": ["序號", "編號", "會員編號"],
        "order": ["訂單編號"], "amount": ["金額"], "created": ["建立時間", "註冊日期"], "hash": ["密碼"],
        "state": ["狀態", "等級"], "note": ["備註"], "gender": ["性別"], "ip": ["登入IP"], "company": ["公司名稱"],
        "uuid": ["裝置代碼"], "deleted": ["已刪除"], "points": ["點數"], "sku": ["商品編號"],
    },
    "ru": {
        "name": ["ФИО", "Ф.И.О.", "Фамилия Имя Отчество", "ФИО клиента"],
        "phone": ["Телефон", "Мобильный телефон", "Номер телефона", "Контактный телефон"],
        "email": ["E-mail", "Электронная почта", "Эл. почта", "Почта"],
        "passport": ["Паспорт", "Серия и номер паспорта", "Номер паспорта"],
        "tax_number": ["ИНН"], "national_id": ["СНИЛС"],
        "card": ["Номер карты", "Банковская карта"],
        "address": ["Адрес", "Адрес проживания", "Адрес регистрации"],
        "birth_date": ["Дата рождения"],
        "id": ["№", "Код клиента", "ID"],
        "order": ["Номер заказа"], "amount": ["Сумма"], "created": ["Дата создания", "Дата регистрации"],
        "hash": ["Пароль", "Хеш пароля"], "state": ["Статус"], "note": ["Примечание", "Комментарий"], "gender": ["Пол"],
        "ip": ["IP-адрес"], "company": ["Место работы", "Организация"], "uuid": ["Токен"], "deleted": ["Удалён"], "points": ["Баллы"], "sku": ["Артикул"],
    },
    "vi": {
        "name": ["Họ và tên", "Họ tên", "Tên khách hàng"],
        "phone": ["Số điện thoại", "Điện thoại", "SĐT", "Di động"],
        "email": ["Email", "Thư điện tử"],
        "national_id": ["CCCD", "Số CCCD", "Số CMND/CCCD"],
        "card": ["Số thẻ", "Số thẻ tín dụng"],
        "address": ["Địa chỉ", "Địa chỉ liên hệ"],
        "birth_date": ["Ngày sinh"],
        "id": ["STT", "Mã khách hàng"],
        "order": ["Mã đơn hàng"], "amount": ["Số tiền", "Tổng tiền"], "created": ["Ngày tạo"], "hash": ["Mật khẩu"],
        "state": ["Trạng thái"], "note": ["Ghi chú"], "gender": ["Giới tính"], "ip": ["Địa chỉ IP"], "company": ["Công ty"],
        "uuid": ["Token"], "deleted": ["Đã xóa"], "points": ["Điểm"], "sku": ["Mã sản phẩm"],
    },
    "en": {
        "name": ["name", "full_name", "customer_name", "Full Name", "real_name"],
        "phone": ["phone", "mobile", "phone_number", "Mobile No", "telephone"],
        "email": ["email", "e_mail", "Email Address", "mail"],
        "cn_id": ["id_card", "id_number", "idcard_no"],
        "national_id": ["national_id", "id_number"], "passport": ["passport", "passport_no"], "tax_number": ["tax_number", "tax_id"],
        "card": ["card_number", "credit_card", "card_no"],
        "address": ["address", "home_address", "Street Address"],
        "birth_date": ["birth_date", "dob", "Date of Birth", "birthday"],
        "id": ["id", "uid", "customer_id", "user_id"],
        "order": ["order_no", "order_id"], "amount": ["amount", "total"], "created": ["created_at", "reg_time"],
        "hash": ["password", "pwd_hash"], "state": ["status", "level"], "note": ["remark", "note"], "gender": ["gender", "sex"],
        "ip": ["last_ip", "ip"], "company": ["company"], "uuid": ["uuid", "session"], "deleted": ["is_deleted"], "points": ["points"], "sku": ["sku"],
    },
}

# Names nobody outside the office understands: initials of pinyin, clipped English, nothing at all.
ODD = {
    "name": ["xm", "usr_nm", "f1", "c2", "字段1", "khmc"], "phone": ["sjh", "lxdh", "mbl", "f2", "c3", "字段2"],
    "email": ["yx", "eml", "f3", "字段3"], "cn_id": ["sfzh", "zjhm", "idno", "f4"],
    "national_id": ["zjhm", "doc", "f4"], "passport": ["doc", "psp"], "tax_number": ["f5", "inn"], "card": ["yhkh", "crd", "f6"],
    "address": ["dz", "addr1", "f7"], "birth_date": ["csrq", "bd", "f8"], "id": ["xh", "rid", "f0"],
}

TITLES = {
    "zh": ["客户资料导出", "会员信息表", "2024年第一季度"], "tw": ["會員資料匯出", "客戶名單"],
    "ru": ["Выгрузка клиентов", "Список клиентов"], "vi": ["Danh sách khách hàng"], "en": ["Customer export", "Report of members"],
}
TOTALS = {"zh": "合计", "tw": "合計", "ru": "Итого", "vi": "Tổng cộng", "en": "Total"}
TABLES = ["customers", "users", "t_member", "tbl_customer", "crm_contact", "user_info", "members"]
STATES = {"zh": ["正常", "冻结", "黄金会员"], "tw": ["正常", "停權"], "ru": ["активен", "заблокирован"], "vi": ["hoạt động", "khóa"], "en": ["active", "blocked"]}
NOTES = {
    "zh": ["已回访", "发票已寄", "周末配送", ""], "tw": ["已回訪", "請款中", ""], "ru": ["перезвонить", "VIP, скидка 5%", ""],
    "vi": ["giao cuối tuần", "đã gọi", ""], "en": ["call back", "prefers mornings; no calls", ""],
}
GENDERS = {"zh": "男女", "tw": "男女", "ru": "МЖ", "vi": ["Nam", "Nữ"], "en": "MF"}
